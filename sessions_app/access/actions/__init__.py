from .passwords import (
    AddressIsTaken,
    ask_address,
    ask_reset,
    change_address,
    change_password,
    choose_password,
)
from .sealing import reseal_everything
from .second_factors import (
    AppIsThere,
    NothingToReset,
    NotYourOwn,
    OneMustStay,
    add_app,
    add_passkey,
    forget_factors,
    make_codes,
    remove_factor,
    reset_factors,
)
from .sign_ins import end_other_sign_ins, end_sign_in, note_sign_in
from .telling import claim_notice, clear_away, note_notice_sent
from .words import keep_words, let_words_go

__all__ = [
    "AddressIsTaken",
    "AppIsThere",
    "NotYourOwn",
    "NothingToReset",
    "OneMustStay",
    "add_app",
    "add_passkey",
    "ask_address",
    "ask_reset",
    "change_address",
    "change_password",
    "choose_password",
    "claim_notice",
    "clear_away",
    "end_other_sign_ins",
    "end_sign_in",
    "forget_factors",
    "keep_words",
    "let_words_go",
    "make_codes",
    "note_notice_sent",
    "note_sign_in",
    "remove_factor",
    "reseal_everything",
    "reset_factors",
]
