"""A prescriber's approval for one partner: form, dose, fractions, limits, lapse (brief 4.1-4.3)."""

from .approval import Approval, ApprovalSignature, Revocation
from .reading import Reading
from .request import WAITING, Request

__all__ = ["WAITING", "Approval", "ApprovalSignature", "Reading", "Request", "Revocation"]
