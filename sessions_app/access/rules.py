"""How long a sign-in lasts and how often somebody may guess. Plain values only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network

# NIST SP 800-63B-4 allows 30 minutes and 24 hours at this level; health records deserve less.
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
# A page that was asked for is noted once in this time; so the idle end may come this much early.
NOTED_EVERY = timedelta(seconds=30)

WINDOW = timedelta(minutes=15)


class Guess(StrEnum):
    """What can be guessed; each has its own budget, counted for the account and the address."""

    FIRST_FACTOR = "first factor"
    SECOND_FACTOR = "second factor"
    RESET = "reset"
    CALENDAR = "calendar address"


@dataclass(frozen=True)
class Budget:
    of_account: int
    of_address: int


BUDGETS = {
    Guess.FIRST_FACTOR: Budget(of_account=10, of_address=60),
    Guess.SECOND_FACTOR: Budget(of_account=10, of_address=60),
    Guess.RESET: Budget(of_account=3, of_address=20),
    # No guess: how often calendar programs may read one address.
    Guess.CALENDAR: Budget(of_account=30, of_address=120),
}


def same_account(email: str) -> str:
    """One spelling for an address, so that capitals buy no further guesses."""
    return email.strip().casefold()


def same_network(address: str) -> str:
    """An IPv6 household holds 2**64 addresses and is one guesser; an IPv4 address is one too."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return "unknown"
    if found.version == 6:
        return str(ip_network((found, 64), strict=False).network_address)
    return str(found)


def is_over(*, began_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a sign-in has ended by itself: nobody came back in time, or it lasted long enough."""
    return now - seen_at >= IDLE or now - began_at >= LONGEST


class News(StrEnum):
    """What an account is told about its own sign-in."""

    # A kind of news, and no password.
    PASSWORD_CHANGED = "password_changed"  # nosec B105
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    FACTORS_RESET = "factors_reset"
    CODES_MADE = "codes_made"
    ADDRESS_CHANGED = "address_changed"
    ADDRESS_ASKED = "address_asked"
    RESET_ASKED = "reset_asked"


CARRY_A_LINK = (News.RESET_ASKED, News.ADDRESS_ASKED)


class WhyReset(StrEnum):
    """Why a colleague's second factors are reset, as the trail keeps it."""

    LOST = "lost or broken"
    REPLACED = "replaced"
    NOT_THEIRS = "in other hands"


class MadeSure(StrEnum):
    """How the admin made sure that it is the colleague who asks. A letter proves nothing."""

    IN_PERSON = "in person"
    CALLED = "called back"
    VIDEO = "on video"


WHY_WORDS = {
    WhyReset.LOST: "The phone or key is lost or broken",
    WhyReset.REPLACED: "They have a new phone or key and not the old one any more",
    WhyReset.NOT_THEIRS: "Somebody else may have it",
}
SURE_WORDS = {
    MadeSure.IN_PERSON: "They stood before me",
    MadeSure.CALLED: "I called them on a number we already had",
    MadeSure.VIDEO: "I saw and heard them on video",
}
NOTICE_GOOD_FOR = timedelta(hours=24)
CLAIM_LASTS = timedelta(minutes=10)

# Typed words that came too late are offered this long, the newest few of them.
WORDS_KEPT_FOR = timedelta(hours=12)
MOST_KEPT = 5
LONGEST_KEPT = 400_000
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "new_password", "code", "passkey", "kept_words"}


def worth_keeping(pairs):
    """Of what a form sent, the answers; never a password, a code or a token."""
    return [(name, value) for name, value in pairs if name not in NEVER_KEPT]


def fits_to_be_kept(pairs):
    return any(value.strip() for _, value in pairs) and (
        sum(len(name) + len(value) for name, value in pairs) <= LONGEST_KEPT
    )


BROWSERS = (
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """A browser's long self-description as people would say it."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "an unknown device")
    return f"{browser} on {system}"


# Tried first by whoever knows where they are, beside what everybody tries.
EXPECTED_WORDS = (
    "kapcouples", "ketamine", "psychedelic", "therapist", "therapy", "couples", "couple", "clinic",
    "session", "password", "passphrase", "letmein", "welcome", "qwertyuiop", "qwerty", "asdfghjkl",
    "zxcvbnm", "iloveyou", "admin", "secret", "changeme", "kap",
)  # fmt: skip
RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz")
LOOKALIKES = str.maketrans("@013$5", "aoiess")
# What has to be left when the expected is taken away.
LEAST_OWN = 5


def easy_to_guess(password: str) -> bool:
    """Whether it is little more than a few signs, a run of keys, or words that are tried first."""
    plain = "".join(sign for sign in password.casefold() if not sign.isspace())
    if len(set(plain)) < 3 or any(plain in run * 9 for run in RUNS):
        return True
    if plain.isdecimal() and len(set(plain)) < 6:
        return True
    letters = left = "".join(sign for sign in plain.translate(LOOKALIKES) if sign.isalpha())
    for word in EXPECTED_WORDS:
        left = left.replace(word, "")
    return left != letters and len(left) < LEAST_OWN
