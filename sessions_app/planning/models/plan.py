from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from protocols.models import ProtocolVersion

from ...couples.models import Couple
from ...people.models import Account, Licence, ZoneField
from ..rules import wishes
from ..rules.stages import LABELS, OPEN, VOID, VOID_LABEL, Stage
from ..rules.times import MeetingKind
from .room import Room

# The rows beside a plan that are signed with it.
CONTENT = ("parts", "chosen_questions", "chosen_topics", "meetings", "waivers__waived_by")


def _choices(words):
    return [(key, label) for key, label in words.items()]


def _together(name, *fields, message):
    """A check that these fields are all empty or all filled."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{f}__isnull": True for f in fields})
        | Q(**{f"{f}__isnull": False for f in fields}),
        violation_error_message=message,
    )


def _beside(plan):
    """Of another plan of the couple: its day, who doses, and what became of its first meeting."""
    parts, meetings, templates = (
        plan._meta.get_field("parts").related_model.objects,
        plan._meta.get_field("meetings").related_model.objects,
        ProtocolVersion._meta.get_field("meetings").related_model.objects,
    )
    next_day = {"kind": MeetingKind.NEXT_DAY.value}
    first = meetings.filter(plan=OuterRef("pk"), **next_day).order_by("starts_at")
    told = {name: name for name in ("starts_at", "zone", "held_at", "cancelled_at")}
    dosing = parts.filter(plan=OuterRef("pk"), doses=True)
    required = templates.filter(version=OuterRef("version"), required=True, **next_day)
    return JSONObject(
        **{name: name for name in ("number", "stage", "starts_at", "zone", "held_at")},
        approach="version__approach",
        dosing=ArraySubquery(dosing.values("partner__side")),
        first=ArraySubquery(first.values(row=JSONObject(**told))),
        next_day_required=Exists(required),
    )


class PlanQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Plans whose names, times and states this account may read."""
        return self.filter(couple__in=Couple.objects.visible_to(account))

    def clinical_to(self, account):
        """Plans this account may read whole."""
        return self.filter(couple__in=Couple.objects.clinical_to(account))

    def named(self):
        return self.select_related("couple__clinic", "version").prefetch_related("couple__partners")

    def with_content(self):
        """With all that is signed, in a fixed number of queries."""
        return self.select_related("couple__clinic", "version", "therapist").prefetch_related(
            *CONTENT
        )

    def whole(self):
        """With all that a station page reads, in a fixed number of queries; to be `named()`."""
        return self.with_content().select_related("couple__lead", "begun_by").with_day()

    def with_day(self):
        """With what the day of the session is held against, asked for in the same breath.

        The couple's other plans that stand as `others`, and the last day of the therapist's
        licence as `licence_until`.
        """
        licence = Licence.objects.filter(
            account=OuterRef("therapist"), clinic=OuterRef("couple__clinic")
        )
        others = (
            self.model.objects.filter(couple=OuterRef("couple"))
            .exclude(pk=OuterRef("pk"))
            .exclude(stage=Stage.WITHDRAWN.value)
            .order_by("number")
        )
        return self.annotate(
            others=ArraySubquery(others.values(row=_beside(self.model))),
            licence_until=Subquery(licence.values("expires_on")[:1]),
        )

    def with_rooms(self):
        """With the names of the clinic's rooms as `rooms`, asked for in the same breath."""
        rooms = Room.objects.active().filter(clinic=OuterRef("couple__clinic"))
        return self.annotate(rooms=ArraySubquery(rooms.order_by("name").values("name")))

    def open(self):
        return self.filter(stage__in=[stage.value for stage in OPEN])

    def waiting(self):
        """With the prescriber, longest waiting first."""
        return self.filter(stage=Stage.WITH_PRESCRIBER.value).order_by("submitted_at")


class Plan(models.Model):
    """What one couple means to do in one dosing session.

    `revision` names a state that was sent: the first change after sending raises it, and a
    signature on an older revision no longer stands. `changes` rises with every saved edit, and
    `touched` says for each station at which number it was last saved, by whom and when.
    """

    couple = models.ForeignKey(Couple, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(
        max_length=16,
        choices=[(s.value, LABELS[s]) for s in Stage],
        default=Stage.DRAFT.value,
    )
    revision = models.PositiveIntegerField(default=1)
    changes = models.PositiveIntegerField(default=0)
    touched = models.JSONField(default=dict, blank=True)
    # Every account that wrote any of it, in whichever revision; it only grows.
    writers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    begun_by = models.ForeignKey(Account, models.PROTECT, related_name="begun_plans")
    begun_at = models.DateTimeField()
    swap_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="swaps",
        help_text="The session of which this is the other half, with the roles reversed.",
    )

    goals = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    comfort = models.CharField(max_length=6, blank=True, choices=_choices(wishes.COMFORT))
    reactivity = models.CharField(max_length=8, blank=True, choices=_choices(wishes.REACTIVITY))
    companion_need = models.CharField(
        max_length=15, blank=True, choices=_choices(wishes.COMPANION_NEED)
    )
    stuck_pattern = models.BooleanField(default=False)
    setting = models.CharField(max_length=24, blank=True)
    third_sober_adult = models.BooleanField(default=False)
    facts_at = models.DateTimeField(null=True, blank=True)

    version = models.ForeignKey(
        ProtocolVersion, models.PROTECT, null=True, blank=True, related_name="plans"
    )
    chosen_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    chosen_at = models.DateTimeField(null=True, blank=True)
    chosen_fit = models.JSONField(default=dict, blank=True)
    choice_reason = models.TextField(blank=True, max_length=1000)

    stop_word = models.CharField(max_length=40, blank=True)
    hand_sign = models.CharField(max_length=80, blank=True)
    companion = models.CharField(max_length=120, blank=True)
    companion_phone = models.CharField(max_length=40, blank=True)
    companion_arrives = models.TimeField(null=True, blank=True, help_text="In the plan's zone.")
    companion_confirmed = models.BooleanField(default=False)
    ride = models.CharField(max_length=120, blank=True)
    ride_phone = models.CharField(max_length=40, blank=True)
    ride_confirmed = models.BooleanField(default=False)

    joint_intention = models.TextField(blank=True, max_length=600)
    confirmed = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    mode = models.CharField(max_length=14, blank=True, choices=_choices(wishes.MODES))
    reflection_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    parked = models.TextField(blank=True, max_length=600)
    left_out = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    own_packing = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    own_room = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    line = models.JSONField(default=dict, blank=True, help_text="Own minutes, by route.")

    starts_at = models.DateTimeField(null=True, blank=True, help_text="T0, when the dose is taken.")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    zone = ZoneField(blank=True)
    place = models.CharField(max_length=240, blank=True)
    room = models.CharField(max_length=60, blank=True)
    therapist = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="led_sessions"
    )

    submitted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    cleared_digest = models.CharField(max_length=64, blank=True)
    held_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True, max_length=600)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=("stage", "starts_at"), name="plan_stage_start")]
        constraints = [
            models.UniqueConstraint(
                fields=("couple", "number"),
                name="plan_number_once",
                violation_error_message="This couple already has a plan of this number.",
            ),
            _together(
                "plan_chosen_with_at_and_by", "version", "chosen_by", "chosen_at",
                message="A chosen approach names who chose it and when.",
            ),
            _together(
                "plan_submitted_with_at_and_by", "submitted_by", "submitted_at",
                message="A submitted plan names who sent it and when.",
            ),
            _together(
                "plan_held_with_at_and_by", "held_by", "held_at",
                message="A held session names who recorded it and when.",
            ),
            _together(
                "plan_withdrawn_with_at_and_by", "withdrawn_by", "withdrawn_at",
                message="A withdrawn plan names who withdrew it and when.",
            ),
            _together(
                "plan_session_whole", "starts_at", "minutes", "therapist",
                message="A session has a start, a length and a therapist.",
            ),
            models.CheckConstraint(
                name="plan_sent_only_when_whole",
                condition=~Q(stage__in=["with_prescriber", "cleared", "held"])
                | Q(version__isnull=False, starts_at__isnull=False, submitted_at__isnull=False),
                violation_error_message="Only a plan with an approach and a date can be sent.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.couple}, plan {self.number}"

    def named(self):
        """Itself, with its couple called by the names that its parts have read already."""
        self.couple.read_along = [part.partner for part in self.pair]
        return self

    def wrote(self, account):
        """Whether this account planned any of it; whoever did never signs it.

        Beginning, changing, sending, taking up and copying it are writing; answering is not.
        """
        named = (self.begun_by_id, self.chosen_by_id, self.submitted_by_id)
        return account.pk in (*self.writers, *named)

    def add_writers(self, *accounts):
        """Count these accounts, given by number, among its writers; to be saved."""
        self.writers = sorted({*self.writers, *accounts})

    @property
    def approach(self):
        return self.version.approach if self.version_id else ""

    @property
    def stage_label(self):
        return LABELS[Stage(self.stage)]

    @property
    def is_void(self):
        """Signed, and the signature no longer stands.

        `standing.look` has to have looked: of a signed plan nobody looked at it cannot be told.
        """
        return self.stage == Stage.CLEARED.value and self.standing.void

    @property
    def state(self):
        """The stage, or that the signature no longer stands."""
        return VOID if self.is_void else self.stage

    @property
    def state_label(self):
        return VOID_LABEL if self.is_void else self.stage_label

    @property
    def pair(self):
        """The parts of partner A and partner B, in this order."""
        return sorted(self.parts.all(), key=lambda part: part.partner.side)
