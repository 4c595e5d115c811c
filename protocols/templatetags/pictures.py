"""Pictures drawn into a page or a paper: the dose glyph, the session line, the ring, an icon."""

from functools import lru_cache

from django.template import Library
from django.utils.safestring import mark_safe
from lucide.templatetags.lucide import lucide

from protocols import pictures

register = Library()

# A drawing inside a paper does not see its stylesheet, so there the colours stand in attributes.
# They are the light scheme's, dark enough to be read from a black and white copy.
INK = {"a": "#6a4879", "b": "#23618c", "care": "#0b5a5b"}
TINT = {"a": "#ece3f0", "b": "#dfebf4", "care": "#deedea"}


@register.simple_tag
def icon(name, size=18):
    """A picture beside words that already say it; never alone."""
    # The drawing is the package's own, and an unknown name is an error and not text.
    return mark_safe(_icon(str(name), size))  # nosec B308 B703


@lru_cache
def _icon(name, size):
    return lucide(name, size=size, aria_hidden="true", focusable="false")


@register.inclusion_tag("_parts/glyph.html")
def glyph(a, b, label=None, size="", paper=False, a_name="Partner A", b_name="Partner B"):
    a, b = pictures.part(a), pictures.part(b)
    if label is None:
        label = pictures.glyph_words(a, b, a_name=a_name, b_name=b_name)
    circles = [pictures.circle("a", a), pictures.circle("b", b)]
    return {
        "label": label,
        "size": size,
        "paper": paper,
        "circles": [(one, INK[one.who] if paper else "") for one in circles],
    }


@register.inclusion_tag("_parts/session_line.html")
def session_line(lanes, label="Session line", paper=False, font=""):
    line = pictures.session_line(lanes)
    return {
        "line": line,
        "lanes": [(lane, INK[lane.who], TINT[lane.who]) for lane in line.lanes],
        "label": label,
        "paper": paper,
        "font": font,
    }


@register.inclusion_tag("_parts/course_line.html")
def course(line, label="The course"):
    return {"line": line, "label": label}


@register.inclusion_tag("_parts/ring.html")
def ring(done, of, label=None):
    return {"done": done, "of": of, "label": label or f"{done} of {of} done"}
