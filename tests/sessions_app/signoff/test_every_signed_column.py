"""Each column behind a signature was decided about: refused, or it voids, or nobody signs it.

What is asked about follows from the content itself: every table it reads while it is made. A column
that is added to one of them fails here until somebody has said what a change of it shall do.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.signoff.models import SignOff
from tests.factories.couples import CoupleFactory, PartnerFactory
from tests.factories.planning import NOW, PlanFactory
from tests.factories.signoff import sign
from tests.sessions_app.planning import deeds
from tests.sessions_app.signoff.columns import (
    DECIDED,
    OF_OTHERS,
    OTHERWISE,
    REFUSED,
    STAYS,
    TOGETHER,
    VOIDS,
    WHERE,
)

HOUR = timedelta(hours=1)


def columns(model):
    """Every column of the table in the database, those the models do not know among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name, udt_name from information_schema.columns "
            "where table_name = %s and is_generated = 'NEVER' and is_identity = 'NO' "
            "order by ordinal_position",
            [model._meta.db_table],
        )
        return dict(cursor.fetchall())


def otherwise(model, column, kind):
    field = next((f for f in model._meta.concrete_fields if f.column == column), None)
    if field is not None and field.is_relation:
        other = field.related_model._meta.db_table
        mine = f"{model._meta.db_table}.{column}"
        return f"{column} = (select max(id) from {other} o where o.id is distinct from {mine})"
    return f'"{column}" = ' + OTHERWISE[kind].format(f'"{column}"')


def outcome(model, assignment):
    """What becomes of the signature when these columns are written over in the database."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                where = WHERE.get(model._meta.label, "true")
                cursor.execute(f"update {model._meta.db_table} set {assignment} where {where}")
                assert cursor.rowcount
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
            stands = SignOff.objects.get().stands(NOW.date())
            transaction.set_rollback(True)
    except IntegrityError as refusal:
        # A trigger refuses in words; a constraint by its name only hides what is asked here.
        return refusal.__cause__.diag.constraint_name or REFUSED
    return STAYS if stands else VOIDS


@pytest.fixture
def full_plan(ready_plan, thea, paul):
    """Signed, with something at every place that content is made from."""
    step = {"plan": ready_plan, "by": thea, "at": NOW - HOUR}
    for act, told in (
        deeds.set_line(ready_plan, minutes=deeds.own_minutes(ready_plan)),
        deeds.set_roles(ready_plan, ride_confirmed=False),
    ):
        act(**step, **told)
    planning.set_lists(**step, left_out=["packing:1"], own_packing=["Tea"], own_room=["A lamp"])
    planning.waive(**step, gate="ride", reason="They walk home together.")
    plan = planning.submit(**step)
    sign(plan, by=paul, at=NOW)
    return plan


def read_by_the_content(plan):
    """Every table that is looked into while content is made."""
    with CaptureQueriesContext(connection) as asked:
        fresh = Plan.objects.get(pk=plan.pk)
        content(fresh, on=facts.day_of(fresh, NOW))
    said = " ".join(query["sql"] for query in asked.captured_queries)
    return {m._meta.label for m in apps.get_models() if f'"{m._meta.db_table}"' in said}


def named(told):
    return set(" ".join(told.values()).split())


def test_what_content_is_made_from_was_decided_about_column_by_column(full_plan):
    there = {label: set(columns(apps.get_model(label))) for label in read_by_the_content(full_plan)}

    assert set(there) == {*DECIDED, *OF_OTHERS}
    assert {label: named(told) for label, told in DECIDED.items()} == {
        label: there[label] for label in DECIDED
    }


def test_each_column_written_over_is_refused_or_voids_or_nobody_signed_it(full_plan):
    for side in "ab":
        PartnerFactory(side=side)
    PlanFactory(begun_by=full_plan.begun_by)
    CoupleFactory(clinic=full_plan.couple.clinic)

    found = {label: {} for label in (DECIDED | OF_OTHERS)}
    for label, said in found.items():
        model = apps.get_model(label)
        for column, kind in columns(model).items():
            how = TOGETHER.get(label, {}).get(column) or otherwise(model, column, kind)
            said.setdefault(outcome(model, how), set()).add(column)

    for label in OF_OTHERS:
        found[label] = {said: each for said, each in found[label].items() if said == VOIDS}
    assert found == {
        label: {said: set(names.split()) for said, names in told.items()}
        for label, told in (DECIDED | OF_OTHERS).items()
    }
