"""An authenticator app on its way in: the secret it is offered, and the picture it reads."""

import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret

from . import factors, seals

OFFER = "offered_app"
PURPOSE = "offered app"
QUIET_ZONE = 4


def offered(request):
    """The same secret while the page is open; sealed, for sessions lie in the database."""
    if OFFER not in request.session:
        request.session[OFFER] = seals.seal(generate_totp_secret(), purpose=PURPOSE)
    return seals.unseal(request.session[OFFER], purpose=PURPOSE)


def forget_offer(request):
    request.session.pop(OFFER, None)


def agrees(secret, code, *, at):
    return factors.matching_counter(secret, code, at) is not None


def picture(account, secret):
    """The code to point a phone at, as a path of unit squares, and the same as letters."""
    code = qrcode.QRCode(border=QUIET_ZONE)
    code.add_data(get_adapter().build_totp_url(account, secret))
    rows = code.get_matrix()
    squares = [
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    ]
    letters = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"path": "".join(squares), "side": len(rows), "letters": letters}
