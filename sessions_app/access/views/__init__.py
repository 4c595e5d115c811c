from .account import account, end_device, end_others
from .colleagues import reset_factors
from .passwords import (
    ask_reset,
    change_email,
    change_password,
    choose_password,
    confirm_email,
    reset_asked,
)
from .second_factors import (
    add_app,
    add_passkey,
    begin_factors,
    codes,
    invitation,
    new_codes,
    remove_factor,
)
from .signing_in import question, second, sign_in, sign_out
from .words import kept_words, let_go

__all__ = [
    "account",
    "add_app",
    "add_passkey",
    "ask_reset",
    "begin_factors",
    "change_email",
    "change_password",
    "choose_password",
    "codes",
    "confirm_email",
    "end_device",
    "end_others",
    "invitation",
    "kept_words",
    "let_go",
    "new_codes",
    "question",
    "remove_factor",
    "reset_asked",
    "reset_factors",
    "second",
    "sign_in",
    "sign_out",
]
