"""The clinic's own wording: the list, one draft, its sections, and what becomes of it."""

from .drafts import discard, draft, index, paper, publish, retire, start
from .searching import search
from .sections import section

__all__ = ["discard", "draft", "index", "paper", "publish", "retire", "search", "section", "start"]
