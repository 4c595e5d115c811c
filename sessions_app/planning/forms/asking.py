"""What a form of a station says when an answer is missing or out of bounds."""

CHOOSE = {"required": "Please choose one."}
FILL_IN = {"required": "Please fill this in."}
WRITE = {"required": "Please write a few words here."}


def between(low, high, unit):
    """The same sentence on either side, so that nobody has to try twice."""
    sentence = f"Please choose between {low} and {high} {unit}."
    return {"min_value": sentence, "max_value": sentence, "invalid": sentence}
