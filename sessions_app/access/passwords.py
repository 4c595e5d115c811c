"""What a password must be, after NIST SP 800-63B-4: long enough, and not one that is tried first.

Twelve characters, where a password that stands alone would need fifteen: here it never does. No
rule asks for capitals, digits or signs, and none makes anybody change it on a date.
"""

from django.core.exceptions import ValidationError

from . import rules


class NotEasyToGuess:
    def validate(self, password, user=None):
        if rules.easy_to_guess(password):
            raise ValidationError(
                "This password is easy to guess. A few words in a row that only you would put "
                "together are better.",
                code="easy_to_guess",
            )

    def get_help_text(self):
        return "Not a common password, and not made of the words of this place."
