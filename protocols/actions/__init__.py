"""Every deed on a template. Who may do it is for the caller to ask: nobody here knows a role."""

from .built_in import PublishedVersionChanged, load_built_in, publish
from .steps import TemplateDoesNotHangTogether
from .wording import (
    NotPublished,
    PublishedMeanwhile,
    SectionChanged,
    WordingIsOpen,
    discard_wording,
    publish_wording,
    retire_wording,
    start_wording,
    write_rows,
    write_texts,
)

__all__ = [
    "NotPublished",
    "PublishedMeanwhile",
    "PublishedVersionChanged",
    "SectionChanged",
    "TemplateDoesNotHangTogether",
    "WordingIsOpen",
    "discard_wording",
    "load_built_in",
    "publish",
    "publish_wording",
    "retire_wording",
    "start_wording",
    "write_rows",
    "write_texts",
]
