"""Protocol versions: the four built in, or small ones of one part each."""

from datetime import UTC, datetime
from hashlib import sha256

import factory
from factory import fuzzy

from protocols import actions, models
from protocols.rules import FRACTIONS, ROUTES, Approach, both_dose, stored

PUBLISHED_AT = datetime(2027, 3, 1, 9, tzinfo=UTC)


def built_in():
    """The four published versions by approach, loaded as a clinic has them."""
    loaded = actions.load_built_in(by="the test clinic", at=PUBLISHED_AT)
    return {approach: version for approach, version, _ in loaded}


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ProtocolVersion

    approach = Approach.DUAL_PSYCHOLYTIC.value
    number = factory.Sequence(lambda n: n + 100)
    fraction = factory.LazyAttribute(lambda version: stored(FRACTIONS[version.approach]))
    both_dose = factory.LazyAttribute(lambda version: both_dose(version.approach))
    name = "A quiet afternoon"
    short = "Both sit by the window."
    shape = "Half dose each, 2 h"
    definition = "Both take about half and look at the garden."
    who_doses = "Both."
    dose_fraction = "About half."
    prescriber_agreement = "The prescriber has agreed."
    main_state = "Awake."
    talk = "Some."
    agenda = "None."
    first_step = "Sit down."
    afterwards = "Tea."
    best_for = "People who like gardens."
    set_and_setting = "A window."
    digest = factory.LazyAttribute(lambda version: sha256(version.name.encode()).hexdigest())


class WordingFactory(VersionFactory):
    """A clinic's own, not published yet."""

    owner = 1
    owner_name = "Elm House"
    based_on = factory.SubFactory(VersionFactory)
    started_at = PUBLISHED_AT
    started_by = "Thea"


class PublishedFactory(VersionFactory):
    published_at = PUBLISHED_AT
    published_by = "the test clinic"


class PartFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    version = factory.SubFactory(VersionFactory)
    position = factory.Sequence(lambda n: n + 1)


class WordedFactory(PartFactory):
    class Meta:
        abstract = True

    text = fuzzy.FuzzyText(prefix="Words about gardens ")


class QuestionFactory(WordedFactory):
    class Meta:
        model = models.Question

    key = factory.Sequence(lambda n: f"A3-Q{n % 99 + 1:02}")
    audience = "each"
    private = False


class TopicFactory(PartFactory):
    class Meta:
        model = models.Topic

    key = factory.Sequence(lambda n: f"A3-T{n % 99 + 1:02}")
    title = "The garden"
    follow_ups = ["What grows there?"]


class StarterFactory(WordedFactory):
    class Meta:
        model = models.Starter

    key = factory.Sequence(lambda n: f"A3-I{n % 99 + 1}")
    audience = "any"


class PromptFactory(WordedFactory):
    class Meta:
        model = models.Prompt

    key = factory.Sequence(lambda n: f"A3-N{n % 99 + 1}")
    when = "next_day"
    audience = "all"


class PhaseFactory(WordedFactory):
    class Meta:
        model = models.Phase

    route = next(iter(ROUTES))
    starts = 0
    ends = 15
    title = "Sit down"


class StepFactory(WordedFactory):
    class Meta:
        model = models.Step

    common = False


class ItemFactory(WordedFactory):
    class Meta:
        model = models.Item

    list = "packing"
    common = False


class MeetingTemplateFactory(WordedFactory):
    class Meta:
        model = models.MeetingTemplate

    kind = "next_day"
    days_after = 1
    minutes = 60
    minutes_max = 75
    required = True
    leads = [180]


class IndicatorFactory(WordedFactory):
    class Meta:
        model = models.Indicator


class PrerequisiteFactory(WordedFactory):
    class Meta:
        model = models.Prerequisite
