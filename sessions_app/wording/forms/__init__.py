"""One page a section: its texts, or its rows with their order. Nothing is kept here."""

from .section import rows_form
from .texts import Texts

__all__ = ["Texts", "rows_form"]
