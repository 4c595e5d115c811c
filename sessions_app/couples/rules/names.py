"""What two partners are called, on pages and on papers that are each one's alone."""


def called(*, name: str, preferred_name: str) -> str:
    return preferred_name or name.split(" ")[0]


def alike(one: str, other: str) -> bool:
    """Whether nobody could tell whose sheet it is by these two names."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
