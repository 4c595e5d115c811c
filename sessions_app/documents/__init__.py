"""A plan on paper: the only room that knows WeasyPrint.

What stands on a paper is gathered as plain values (`joint`, `sheets`, `session_plan`), written as
HTML (`source`), and printed by a process of its own (`press`, `pdf`).
"""
