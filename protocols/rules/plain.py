"""What a clinic may write into a template: plain words, and never an amount of medicine."""

import re
import unicodedata

TAG = re.compile(r"<\s*[/!?a-z]", re.IGNORECASE)
AMOUNT = re.compile(r"\d\s*(?:mg|mcg|µg|μg|ug|ml|milligrams?|micrograms?)\b", re.IGNORECASE)
# They turn the order of letters around, or cannot be seen at all.
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
ALLOWED = {"\n", "\r", "\t", "\u00ad", "\u200d"}


def what_is_odd(text) -> str:
    """Why this text cannot stand in a template, as a sentence; empty when it can."""
    if TAG.search(text):
        return "Write plain words: HTML is not kept, so “<” may not begin a tag."
    if AMOUNT.search(text):
        return "A template names no amount. The prescriber alone sets a dose."
    if any(unicodedata.category(sign) in UNSEEN for sign in set(text) - ALLOWED):
        return "There is a sign in it that cannot be seen. Type the words again."
    return ""
