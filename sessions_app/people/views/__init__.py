from .clinic import clinic
from .signing_in import sign_in, sign_out
from .switching import switch

__all__ = ["clinic", "sign_in", "sign_out", "switch"]
