from .kept import KeptWords
from .notice import Notice
from .session import Session

__all__ = ["KeptWords", "Notice", "Session"]
