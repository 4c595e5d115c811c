"""A clinic's own wording: begun from a published version, written section by section, published."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from protocols.models import PARTS, ProtocolVersion
from protocols.rules import digest, what_is_wrong
from protocols.rules.sections import SECTIONS, rows_of, with_rows
from protocols.rules.templates import TEXTS

from .steps import TemplateDoesNotHangTogether, fill, go_public, placed


class WordingIsOpen(Exception):
    """A clinic words one draft of an approach at a time."""

    def __init__(self, draft):
        super().__init__(draft)
        self.draft = draft

    def __str__(self):
        return (
            f"{self.draft.started_by} has already begun a wording of this approach. "
            "Go on with that one, or discard it first."
        )


class PublishedMeanwhile(Exception):
    """The draft was published or discarded by somebody else; a published version never changes."""

    def __init__(self, version=None):
        super().__init__(version)
        self.version = version

    def __str__(self):
        if self.version is None:
            return "This wording was discarded meanwhile, so nothing was kept of it."
        return (
            f"{self.version.published_by} published this wording meanwhile, and a published "
            "version never changes. To go on, begin a new wording from it."
        )


class NotPublished(Exception):
    def __str__(self):
        return "This wording is a draft, so it is not in use. Publish it, or discard it."


class SectionChanged(Exception):
    def __str__(self):
        return (
            "Somebody else changed this section while you were writing. Your words are still "
            "here. Look at the section as it is now, then save again to put yours in its place."
        )


@transaction.atomic
def start_wording(*, version, owner, owner_name, by, at):
    """Begin the clinic's own wording as a copy of a published version."""
    open_one = ProtocolVersion.objects.drafts().owned_by(owner).for_approach(version.approach)
    if draft := open_one.first():
        raise WordingIsOpen(draft)
    content = version.content()
    number = _next_number(owner, version.approach)
    frame = {name: value for name, value in content.items() if name not in PARTS}
    try:
        with transaction.atomic():
            draft = ProtocolVersion.objects.create(
                **frame | {"number": number},
                owner=owner,
                owner_name=owner_name,
                based_on=version,
                digest=digest(content | {"number": number}),
                started_by=by,
                started_at=at,
            )
    except IntegrityError:
        raise WordingIsOpen(open_one.get()) from None
    fill(draft, content)
    return draft


def _next_number(owner, approach):
    own = ProtocolVersion.objects.owned_by(owner).for_approach(approach)
    return (own.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def write_texts(*, version, texts, seen, by, at):
    """Put these texts in the place of the draft's; `seen` is the digest that was shown."""
    draft = _open(version)
    if digest(texts_of(draft, texts)) != seen:
        raise SectionChanged
    for name, text in texts.items():
        setattr(draft, name, text)
    draft.save(update_fields=list(texts))
    return draft


@transaction.atomic
def write_rows(*, version, section, rows, seen, by, at):
    """Put these rows in the place of a section's; `seen` is the digest that was shown."""
    draft, section = _open(version), SECTIONS[section]
    content = draft.content()
    if digest(rows_of(content, section)) != seen:
        raise SectionChanged
    part = PARTS[section.part]
    part.objects.filter(version=draft).delete()
    kept = with_rows(content, section, rows)[section.part]
    part.objects.bulk_create(placed(part, draft, kept))
    return draft


@transaction.atomic
def publish_wording(*, version, by, at):
    """Publish a draft; new plans of the clinic are made from it, older ones keep theirs."""
    draft = _open(version)
    content = draft.content()
    if faults := what_is_wrong(content):
        raise TemplateDoesNotHangTogether(draft.name, faults)
    draft.digest = digest(content)
    draft.save(update_fields=["digest"])
    return go_public(draft, by=by, at=at)


@transaction.atomic
def retire_wording(*, version, by, at):
    """Take the clinic's version out of use; new plans are made from the built-in one again.

    Raises `NotPublished` for a draft.
    """
    kept = ProtocolVersion.objects.select_for_update().get(pk=version.pk)
    if kept.is_draft:
        raise NotPublished
    if kept.retired_at is None:
        kept.retired_at = at
        kept.save(update_fields=["retired_at"])
    return kept


@transaction.atomic
def discard_wording(*, version, by, at):
    """Throw a draft away. No plan was made from it."""
    _open(version).delete()


def texts_of(version, names):
    return {name: getattr(version, name) for name in TEXTS if name in names}


def _open(version):
    """The draft, locked; raises `PublishedMeanwhile` when it is none any more."""
    kept = ProtocolVersion.objects.select_for_update().filter(pk=version.pk).first()
    if kept is None or not kept.is_draft:
        raise PublishedMeanwhile(kept)
    return kept
