"""The whole world of a paper: our style sheet and six fonts from packages."""

import hashlib
from functools import cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro

STYLE = Path(__file__).resolve().parents[2] / "static" / "css" / "paper.css"
SERIF = Path(font_source_serif_pro.__file__).parent / "files"
SANS = Path(font_source_sans_pro.__file__).parent / "files"

# By the names the style sheet uses. A name that is not on this list leads nowhere.
FONTS = {
    "paper:serif-regular": SERIF / "SourceSerifPro-Regular.ttf",
    "paper:serif-semibold": SERIF / "SourceSerifPro-Semibold.ttf",
    "paper:serif-italic": SERIF / "SourceSerifPro-It.ttf",
    "paper:sans-regular": SANS / "SourceSansPro-Regular.ttf",
    "paper:sans-semibold": SANS / "SourceSansPro-Semibold.ttf",
    "paper:sans-italic": SANS / "SourceSansPro-It.ttf",
}


@cache
def style_digest() -> str:
    """Changes with the style sheet, so that a new one makes new papers."""
    return hashlib.sha256(STYLE.read_bytes()).hexdigest()
