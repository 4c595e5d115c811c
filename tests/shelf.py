"""What the shared fixtures make, kept as rows and put back in a few milliseconds.

A couple, its plan and each stage of it are made by the app's own deeds, which read and check a
great deal. The first test of a process that asks for one makes it so, and what that changed in
the database is kept under the state it was made from. Whoever asks for the same in the same state
gets the same rows again, ids included: sequences do not go back with a test, so no id is taken
twice. From any other state the deeds do it anew, in two hundred times the time: whoever stands
beside the couple before it is made (an admin, a stranger) therefore comes off the shelf too.
"""

import re
from functools import cache
from hashlib import sha256
from weakref import WeakSet

from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_migrate

APP = "sessions_app"
KEPT = {}
# The lines to the database on which the question of `rows` is planned.
PLANNED = WeakSet()
SIGN_INS = "sessions_app_session"
SIGNED_IN_AT = re.compile('"last_login": ("[^"]*"|null), ')


def take(name, make):
    """What `make` gives, a record of this app, put back when it was made from this state before."""
    before = rows()
    key = name, _state(before)
    if key in KEPT:
        model, pk, gone, new = KEPT[key]
        _put_back(gone, new)
        return model._default_manager.get(pk=pk)
    made = make()
    # What the database looks at when a transaction ends is part of what was made.
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")
    after = rows()
    KEPT[key] = type(made), made.pk, _by_table(before - after), _by_table(after - before)
    return made


def _state(rows):
    """One digest of them, whoever is signed in: no deed that is kept here looks at that."""
    told = sorted(f"{table}{SIGNED_IN_AT.sub('', row)}" for table, row in rows if table != SIGN_INS)
    return sha256("\n".join(told).encode()).digest()


def keep(app):
    """Put back what this app holds now whenever the tables were emptied, ids included."""
    kept = _by_table(_asked(_rows_of(app)))

    def put_back(**_):
        if not _asked(_rows_of(app)):
            _put_back({}, kept, app)

    post_migrate.connect(put_back, sender=apps.get_app_config(app), weak=False)


@cache
def _columns(app=APP):
    """Of each table, what can be written: a generated column makes itself."""
    models = apps.get_app_config(app).get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, string_agg(quote_ident(column_name), ', ') "
            "from information_schema.columns "
            "where table_schema = 'public' and is_generated = 'NEVER' and table_name = any(%s) "
            "group by table_name",
            [[model._meta.db_table for model in models]],
        )
        return dict(cursor.fetchall())


@cache
def _rows_of(app):
    return " union all ".join(
        f"select '{table}', to_jsonb(t)::text from {table} t" for table in sorted(_columns(app))
    )


def rows():
    """(table, row as JSON) of all that this app keeps; of the protocols their ids say enough.

    To plan a question to all these tables takes longer than to answer it, so it is planned once.
    """
    if connection.connection not in PLANNED:
        versions = "select 'versions', id::text from protocols_protocolversion union all "
        with connection.cursor() as cursor:
            cursor.execute(f"prepare kap_rows as {versions}{_rows_of(APP)}")
        PLANNED.add(connection.connection)
    return _asked("execute kap_rows")


def _asked(words):
    with connection.cursor() as cursor:
        cursor.execute(words)
        return set(cursor.fetchall())


def _by_table(rows):
    found = {}
    for table, row in sorted(rows):
        found.setdefault(table, []).append(row)
    return {table: f"[{','.join(rows)}]" for table, rows in found.items()}


def _put_back(gone, new, app=APP):
    """Past the triggers: what they would check was checked when it was made."""
    words, values = ["set local session_replication_role = replica"], []
    for table, rows in gone.items():
        words.append(f"delete from {table} t where to_jsonb(t) in "
                     "(select jsonb_array_elements(%s::jsonb))")  # fmt: skip
        values.append(rows)
    for table, rows in new.items():
        columns = _columns(app)[table]
        words.append(f"insert into {table} ({columns}) select {columns} "
                     f"from jsonb_populate_recordset(null::{table}, %s::jsonb)")  # fmt: skip
        values.append(rows)
    words.append("set local session_replication_role = origin")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(words), values)
