from .signing_in import sign_in, sign_out

__all__ = ["sign_in", "sign_out"]
