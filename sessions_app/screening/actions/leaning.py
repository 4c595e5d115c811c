"""Who leans on what one partner told.

A slice above names its deed here, so that it is done in the transaction that changed the record,
and every import still points down.
"""

_LEANING = []


def leans(deed):
    """Name a deed of a slice above that looks again whenever one partner's record changes.

    It is called with `partner` and `at`, under the lock of the record.
    """
    _LEANING.append(deed)
    return deed


def tell(partner, *, at):
    """Let everything that leans on this record look at it as it is now."""
    for deed in _LEANING:
        deed(partner=partner, at=at)
