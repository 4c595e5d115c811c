"""Every form of five slices: where it stands, who fills it in, and what is right in it."""

from dataclasses import dataclass
from datetime import date

from sessions_app.approvals import forms as approvals
from sessions_app.couples import forms as couples
from sessions_app.people.models import Clinic
from sessions_app.rights import forms as rights
from sessions_app.screening import forms as screening
from sessions_app.screening.rules import check, health
from sessions_app.signoff import forms as signoff
from tests.factories.people import PASSWORD
from tests.factories.screening import NOTHING_RAISED

ON = date(2027, 3, 1)
CONFIRMED = {"password": PASSWORD}


@dataclass(frozen=True)
class Page:
    """`about` is what its address names, `by` who fills it in, `typed` what it takes.

    `form` is the class, or a form made of it without a record; the page that is asked for is
    `shown_by`, and calls its form `called`, or there `called_there`. `more` ends the address.
    """

    about: str
    by: str
    form: object
    typed: dict
    shown_by: str = ""
    called: str = "form"
    called_there: str = ""
    more: tuple = ()
    ahead: tuple = ()
    nought: tuple = ()

    @property
    def fields(self):
        """As far as they are known before there is a record."""
        return getattr(self.form, "fields", None) or self.form.base_fields

    @property
    def asks(self):
        """Whether anything has to be said there."""
        return any(each.required for each in self.fields.values())


def _partner(side):
    return {
        f"{side}_name": f"Quill{side} Moss",
        f"{side}_born_on": "1985-05-05",
        f"{side}_email": f"{side}@mail.example",
        f"{side}_phone": f"303-555-01{ord(side)}",
        f"{side}_pronouns": "they",
        f"{side}_zone": "America/Boise",
        f"{side}_wants_letters": "on",
    }


PAGES = {
    "couples:open": Page(
        "",
        "thea",
        couples.Open(clinic=Clinic(pk=1), on=ON),
        _partner("a") | _partner("b") | {"lead": "thea", "team": ["paul"]},
    ),
    "couples:correct": Page(
        "partner",
        "thea",
        couples.Correct(on=ON),
        {"name": "Alex M. Moreno", "born_on": "1985-05-05", "email": "alex@mail.example"}
        | {"pronouns": "they", "wants_letters": "on", "shared": "on", "shared_why": "One desk."},
    ),
    "couples:contact": Page(
        "partner",
        "thea",
        couples.Contact(on=ON),
        {"mail_risk_told_on": "2027-02-20", "voicemail": "on", "contact_wishes": "After six."}
        | {"quiet_email": "q@quiet.example", "quiet_phone": "720-555-0133"}
        | {"emergency_name": "Kim Ostrander", "emergency_phone": "303-555-0177"},
    ),
    "couples:team": Page("couple", "thea", couples.Join, {"account": "bea"}),
    "couples:policy": Page(
        "couple", "thea", couples.Policy(), {"policy": "none", "stated_on": "2027-02-01"}
    ),
    "couples:pause": Page("couple", "thea", couples.Moved(submit=""), {"why": "A long journey."}),
    "couples:reopen": Page("paused", "thea", couples.Moved(submit=""), {"why": "They are back."}),
    "screening:interview": Page(
        "partner",
        "thea",
        screening.Record(),
        NOTHING_RAISED
        | {"alone_on": "2027-03-01", "alone": "on", "limits_told": "on", "first_ketamine": "no"}
        | {"experience": "some", "note": "Wants to go slowly.\nAsks for the window."},
    ),
    "screening:day": Page(
        "partner",
        "thea",
        screening.AskAlone(),
        {"asked_on": "2027-03-01", "alone": "on", "wish": "yes", "worry": "on", "note": "Calm."},
    ),
    "screening:check": Page(
        "partner",
        "thea",
        screening.CheckAlone(),
        dict.fromkeys(check.LINES, "as_asked")
        | {"checked_on": "2027-03-01", "alone": "on", "taken_by": "Sam, 720-555-0190"}
        | {"note": "Ate at six."},
    ),
    "screening:health": Page(
        "partner",
        "thea",
        screening.Health(on=ON),
        {f"{key}_answer": "no" for key in health.TOPICS}
        | {"liver_answer": "yes", "liver_words": "Since <2019> & before."}
        | {"measured_on": "2027-02-28", "systolic": "128", "diastolic": "82"}
        | {"heart_rate": "70", "oxygen": "97"},
    ),
    "screening:medicines": Page(
        "partner",
        "thea",
        screening.Medicines(),
        {"lines": "Lamotrigine, at night\nTea", "groups": ["lamotrigine"]},
    ),
    "screening:close": Page(
        "flag", "paul", screening.Close(submit=""), {"why": "Looked at with them."}
    ),
    "approvals:approve": Page(
        "partner",
        "paul",
        approvals.Approve,
        {
            "medicine": "Racemic ketamine", "form": "lozenge", "approved_dose_mg": "200",
            "session_max_mg": "200", "dose_unit_mg": "50", "may_split": "on",
            "approved_fractions": ["1/1", "1/2"], "approved_approaches": ["solo"],
            "approved_settings": ["office"], "sessions_approved": "3", "min_days_between": "14",
            "reviewed_on": "2027-03-01", "review_modality": "video",
            "prescribed_on": "2027-02-20", "valid_from": "2027-03-01",
            "valid_until": "2027-07-01", "bp_max_start_sys": "140", "bp_max_start_dia": "90",
            "hr_max_start": "100", "spo2_min": "94", "fast_solids_h": "6", "fast_clear_h": "2",
            "monitoring": "A look every 15 minutes.", "conditions": "With a friend.",
            "rx_reference": "RX-9",
        } | CONFIRMED,
        ahead=("valid_from", "valid_until"),
        nought=("min_days_between", "fast_solids_h", "fast_clear_h"),
    ),
    "approvals:prepare": Page(
        "partner",
        "thea",
        approvals.Prepare(),
        {"approaches": ["solo"], "settings": ["office"], "wish": "A first session."},
    ),
    "approvals:ask_for_changes": Page(
        "request", "paul", approvals.SendBack, {"reason": "Which medicines?"}
    ),
    "approvals:decline": Page("request", "paul", approvals.SendBack, {"reason": "Not this year."}),
    "approvals:revoke": Page(
        "approval", "paul", approvals.Revoke, CONFIRMED | {"reason": "A new product."}
    ),
    "approvals:report": Page(
        "approval", "thea", approvals.Report(), {"why": "pregnancy", "note": "Told by phone."}
    ),
    "approvals:read": Page(
        "approval",
        "thea",
        approvals.Read(),
        {"systolic": "128", "diastolic": "82", "heart_rate": "71", "oxygen": "97"},
    ),
    "rights:erase": Page("ended", "thea", rights.Erase(name=""), {"typed": "Alex Moreno"}),
    "signoff:answer": Page(
        "plan",
        "paul",
        signoff.Sign,
        CONFIRMED | {"conditions": "With a nurse.", "acknowledge_0": "on"},
        called="sign",
    ),
    "signoff:ask_for_changes": Page(
        "plan",
        "paul",
        signoff.SendBack,
        CONFIRMED | {"reason": "Another day."},
        shown_by="signoff:answer",
        called="back",
    ),
    "signoff:decline": Page(
        "plan",
        "paul",
        signoff.SendBack,
        CONFIRMED | {"reason": "Not this session."},
        shown_by="signoff:answer",
        called="back",
    ),
}  # fmt: skip
# Nothing is written or chosen there.
BUTTONS = {
    "approvals:submit": "sends what was prepared",
    "approvals:take_back": "takes it back",
    "approvals:take": "begins to look at it",
    "signoff:nudge": "sends a neutral word",
    "signoff:nudge_request": "sends a neutral word",
}
# A button or a list beside a name: what is not on it is refused in a sentence on the next page.
NAMED = {
    "couples:leave": ("couple", "thea", "account"),
    "couples:lead": ("couple", "thea", "account"),
    "signoff:hand_over": ("plan", "ada", "to"),
    "signoff:hand_over_request": ("request", "ada", "to"),
}
# One of two buttons, each with its own word.
PRESSED = {"rights:copy": ("partner", "thea", "form")}
