"""The clinic's own wording: the list, one draft, its sections, and what becomes of it."""

from .drafts import discard, draft, index, paper, publish, retire, start
from .sections import section

__all__ = ["discard", "draft", "index", "paper", "publish", "retire", "section", "start"]
