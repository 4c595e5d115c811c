"""Moments as people write them."""

from django.template import Library
from django.utils.timezone import get_current_timezone_name

register = Library()


@register.filter
def city(zone):
    """ "America/Denver" is Denver to the people who live there."""
    return str(zone).rsplit("/", 1)[-1].replace("_", " ")


@register.simple_tag
def here():
    return city(get_current_timezone_name())
