"""A row of the trail as a person says it, and as a cell of a spreadsheet."""

from unicodedata import category, normalize

# What is said of whoever did it; a deed that is not here is told as it is kept.
SAID = {
    "account added": "was given an account",
    "account disabled": "disabled a colleague’s account",
    "account enabled": "enabled a colleague’s account again",
    "approach chosen": "chose an approach",
    "approach chosen against advice": "chose an approach against advice, with a reason",
    "approval asked for": "asked a prescriber for an approval",
    "approval declined": "declined an approval that was asked for",
    "approval lapsed": "let an approval lapse",
    "approval prepared": "prepared an approval for the prescriber",
    "approval read": "read a partner’s approval",
    "approval revoked": "ended an approval",
    "approval signed": "signed an approval for one partner",
    "calendar address ended": "ended a calendar address",
    "calendar address made": "made a calendar address",
    "approval sent back": "sent a prepared approval back with a question",
    "approval taken back": "took a prepared approval back",
    "approval under review": "took a prepared approval under review",
    "changes asked for": "asked for changes to a plan",
    "clinic changed": "changed the clinic’s settings",
    "clinic opened": "opened the clinic",
    "couple opened": "opened a couple’s folder",
    "couple opened beside another": "opened a further folder for two people who have one",
    "day check read": "read the check before a dose",
    "day check recorded": "recorded the check before a dose",
    "day question read": "read the question before a session",
    "day question recorded": "recorded the question before a session",
    "double booking allowed": "allowed a double booking, with a reason",
    "facts recorded": "recorded a couple’s facts",
    "flag read": "read a flag",
    "health read": "read what a partner told about their health",
    "health recorded": "recorded what a partner told about their health",
    "intentions written": "wrote down intentions",
    "interview read": "read a partner’s interview",
    "interview recorded": "recorded a partner’s interview",
    "device signed out": "signed a device out",
    "e-mail address changed": "signs in with another e-mail address from then on",
    "invitation accepted": "accepted an invitation",
    "invitation withdrawn": "withdrew an invitation",
    "invitation written": "invited somebody",
    "invitation written again": "sent an invitation again",
    "letter settled": "settled what became of a letter",
    "licence letter planned": "asked somebody to look at their licence details",
    "licence noted": "noted a licence",
    "medicines recorded": "recorded a list of medicines",
    "meeting cancelled": "cancelled a meeting",
    "meeting given another room or therapist": "gave a meeting another room or therapist",
    "meeting held": "recorded a meeting that was held",
    "meeting moved": "moved a meeting",
    "meetings booked": "booked the meetings",
    "new e-mail address asked": "asked to sign in with another e-mail address",
    "other devices signed out": "signed all other devices out",
    "outcome written": "wrote down what came of a meeting",
    "paper opened": "opened a paper",
    "papers asked for": "asked for the papers of a plan",
    "partner corrected": "corrected a partner’s personal facts",
    "password changed": "changed a password",
    "password chosen by link": "chose a new password by the link of a letter",
    "password link asked": "asked for a link to a new password",
    "plan begun": "began a plan",
    "plan moved to a newer version": "moved a plan to a newer wording of its approach",
    "plan cleared": "cleared a plan",
    "plan copied": "began a plan from the one before",
    "plan declined": "declined a plan",
    "plan reopened": "took a plan back to change it",
    "plan returned": "returned a plan to the therapist",
    "plan signed": "signed a plan",
    "plan submitted": "sent a plan to the prescriber",
    "plan taken up again": "took a withdrawn plan up again",
    "plan withdrawn": "withdrew a plan",
    "preparation set": "set the preparation",
    "prescriber nudged": "sent a prescriber a word that a plan waits",
    "private words read": "read a plan with private words",
    "reading taken": "took readings before a dose",
    "record read": "read a partner’s record",
    "recovery codes made": "made new recovery codes",
    "request handed over": "handed a request for an approval over to another prescriber",
    "request nudged": "sent a prescriber a word that a request for an approval waits",
    "role ended": "ended a role",
    "role given": "gave a role",
    "roles set": "set roles and planned fractions",
    "room added": "added a room",
    "room closed": "closed a room",
    "room opened": "opened a room again",
    "second factor added": "added a second factor",
    "second factor removed": "removed a second factor",
    "second factors forgotten": "reset the second factors of an account",
    "second factors reset": "reset a colleague’s second factors",
    "session held": "recorded that the session took place",
    "session scheduled": "set the time of a session",
    "session used": "counted a session on an approval",
    "sign-off handed over": "handed a waiting plan over to another prescriber",
    "sign-ins and links ended": "signed an account out everywhere and ended its links",
    "signature noted": "noted an earlier signature",
    "signed in": "signed in",
    "signed out": "signed out",
    "swapped session begun": "began the session with the roles reversed",
    "trail exported": "exported the trail",
    "typed words kept": "sent words after their sign-in had ended",
    "typed words let go": "let go of words they had sent too late",
    "wording begun": "began the clinic’s own wording of an approach",
    "wording changed": "changed the clinic’s own wording of an approach",
    "wording discarded": "discarded the clinic’s own wording of an approach",
    "wording published": "published the clinic’s own wording of an approach",
    "wording retired": "retired the clinic’s own wording of an approach",
}
# Of the facts of a deed only these are told; a digest is for machines.
TOLD = {
    "revision": "revision",
    "number": "plan",
    "role": "role",
    "outcome": "outcome",
    "colleague": "of",
    "were": "they were",
    "sure": "made sure",
}
# Before the first cell of a sheet: without it a spreadsheet reads the signs of a name as others.
READ_AS_UTF_8 = "\ufeff"
BEGIN_A_FORMULA = ("=", "+", "-", "@")


def said(*, deed, by, facts):
    """One sentence: who did what."""
    what = SAID.get(deed, deed)
    detail = ", ".join(f"{word} {facts[key]}" for key, word in TOLD.items() if key in facts)
    return f"{by} {what}{f' ({detail})' if detail else ''}."


def cell(value):
    """A value that no spreadsheet takes for a formula, whatever signs or widths it hides behind."""
    text = str(value)
    first = next((c for c in normalize("NFKC", text) if category(c)[0] not in "ZC"), "")
    return f"'{text}" if first in BEGIN_A_FORMULA or text.startswith(("\t", "\r", "\n")) else text
