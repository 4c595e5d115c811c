"""Every address of the app, from the resolver itself."""

import re

from django.urls import URLResolver, get_resolver

FILLED = {"int:pk": "1", "str:code": "a1", "str:gate": "ride", "str:station": "roles"}


def _walk(patterns, path="", names=()):
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern.url_patterns, here, inside)
        else:
            yield ":".join((*names, pattern.name)), here, pattern.callback


def routes():
    """(name, path as it is written, view)."""
    return list(_walk(get_resolver().url_patterns))


def address(path):
    """An address of this route; one with a part that is not known here is an error."""
    return "/" + re.sub(r"<([^>]+)>", lambda part: FILLED[part.group(1)], path)
