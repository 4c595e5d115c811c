"""A verdict that was kept, beside the verdict of a later day."""

from dataclasses import fields

import pytest

from protocols.rules import (
    Approach,
    CoupleFacts,
    PartnerFacts,
    answered,
    assess_one,
    keep,
    since,
    to_acknowledge,
)
from protocols.rules.kept import LABELS, NOT_KEPT, Difference, Since
from tests.protocols.facts import couple, partner

EXPRESSION = {"goals": {"emotional_expression"}}
AWAY = {"setting": "remote_with_therapist"}
NOBODY_SOBER = "Nobody sober would be on site: both dose, and no third adult is there."


def facts(*, a=None, b=None, **together):
    return {
        "a": partner("Alex", **(a or {})),
        "b": partner("Robin", **(b or {})),
        "couple": couple(**EXPRESSION | together),
    }


def weigh(approach=Approach.DUAL_PSYCHOLYTIC, **differs):
    return assess_one(approach, **facts(**differs))


def kept(**differs):
    return keep(weigh(**differs), **facts(**differs))


def test_a_kept_verdict_names_the_rules_their_words_and_the_facts():
    verdict = kept(**AWAY)

    assert {name: verdict[name] for name in ("rule_set", "level", "fired", "met")} == {
        "rule_set": "1",
        "level": "not_now",
        "fired": [
            {
                "id": "AD5",
                "kind": "advice",
                "cap": "not_now",
                "sentence": NOBODY_SOBER,
                "acknowledge": True,
            }
        ],
        "met": [
            {"seed": "S39", "sentence": "They want deeper emotional expression and communication."},
            {"seed": "S40", "sentence": "They want softer defences and hard topics met with "
             "connection."},
            {"seed": "S42", "sentence": "Both stay grounded in hard talks."},
        ],
    }  # fmt: skip
    told = {(row["side"], row["fact"]): row["value"] for row in verdict["facts"]}
    assert told["a", "Approval"] == "Active"
    assert told["b", "Approved parts"] == "1, 1/2, 1/4"
    assert told["", "Where"] == "Remote with therapist"
    assert told["", "Stuck in a pattern"] == "No"


def test_every_fact_is_kept_but_what_was_told_alone():
    names = {field.name for kind in (PartnerFacts, CoupleFacts) for field in fields(kind)}

    assert names - set(LABELS) == NOT_KEPT | {"name"}


def test_nothing_is_different_while_nothing_has_changed():
    assert not since(kept(), kept())


@pytest.mark.parametrize("private", [{"private_safety_screen": "concern"},
                                     {"acute_risk_open": True}], ids=str)  # fmt: skip
def test_what_was_told_alone_shows_by_the_rule_it_fires(private):
    verdict = since(kept(), kept(b=private))

    assert (verdict.facts, verdict.levels) == ((), ("suitable", "not_now"))
    assert len(verdict.came) == 1


def test_what_changed_is_named():
    assert since(kept(), kept(conflict_reactivity="moderate", **AWAY)) == Since(
        facts=(
            Difference(side="", fact="Conflict reactivity", was="Low", now="Moderate"),
            Difference(side="", fact="Where", was="Office", now="Remote with therapist"),
        ),
        levels=("suitable", "not_now"),
        came=(
            "Needs partners who can stay grounded and vulnerable; conflict reactivity is moderate.",
            NOBODY_SOBER,
        ),
        went=(),
        rules=None,
    )


def test_a_reason_that_is_gone_is_named_too():
    assert since(kept(**AWAY), kept()).went == (NOBODY_SOBER,)


def test_newer_rules_are_a_difference_by_themselves():
    assert since(kept() | {"rule_set": "0"}, kept()).rules == ("0", "1")


def test_a_verdict_kept_without_facts_is_compared_by_its_words():
    older = {"rule_set": "1", "level": "suitable", "fired": []}

    assert not since(older, kept())
    assert since(older, kept(**AWAY)).came == (NOBODY_SOBER,)


@pytest.mark.parametrize(
    ("before", "now", "stands"),
    [
        ({}, {}, True),
        (AWAY, AWAY, True),
        ({}, AWAY, False),
        (AWAY, AWAY | {"b": {"acute_risk_open": True}}, False),
        ({"conflict_reactivity": "high"}, {"conflict_reactivity": "high"}, False),
        # Caution asks for a reason when it is chosen, and bars nothing afterwards.
        ({}, {"conflict_reactivity": "moderate"}, True),
    ],
)
def test_only_advice_that_was_weighed_is_answered(before, now, stands):
    assert answered(kept(**before), weigh(**now)) == stands


def test_safety_advice_is_to_be_acknowledged_and_other_advice_is_not():
    conditional = {"a": {"med_review": "cleared_with_conditions"}}

    assert to_acknowledge(kept(**conditional)) == []
    assert to_acknowledge(kept(**conditional, **AWAY)) == [{"id": "AD5", "sentence": NOBODY_SOBER}]
    assert to_acknowledge({}) == []
