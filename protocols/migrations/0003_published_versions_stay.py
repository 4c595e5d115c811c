"""A published version never changes, in no word and no list: the database itself refuses it.

All that may still happen to it is that it retires, once.
"""

from django.db import migrations

PARTS = [
    "question", "topic", "starter", "prompt", "phase", "step", "item", "meetingtemplate",
    "indicator", "prerequisite",
]

VERSION = """
create function kap_published_version_stays() returns trigger language plpgsql as $$
begin
    if old.published_at is null then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' and old.retired_at is null
        and to_jsonb(new) - 'retired_at' = to_jsonb(old) - 'retired_at' then
        return new;
    end if;
    raise exception 'a published version is never changed or removed'
        using errcode = 'integrity_constraint_violation';
end
$$;
create trigger published_version_stays before update or delete on protocols_protocolversion
    for each row execute function kap_published_version_stays();
"""

# The lock lets nobody publish a version while one of its parts is being written.
PART = """
create function kap_published_part_stays() returns trigger language plpgsql as $$
declare
    published timestamptz;
begin
    if tg_op <> 'INSERT' then
        select published_at into published from protocols_protocolversion
            where id = old.version_id for share;
        if published is not null then
            raise exception 'a part of a published version is never changed or removed'
                using errcode = 'integrity_constraint_violation';
        end if;
    end if;
    if tg_op <> 'DELETE' then
        select published_at into published from protocols_protocolversion
            where id = new.version_id for share;
        if published is not null then
            raise exception 'a published version takes no further part'
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end if;
    return old;
end
$$;
"""


def guard(part):
    table = f"protocols_{part}"
    return migrations.RunSQL(
        f"create trigger published_part_stays before insert or update or delete on {table} "
        "for each row execute function kap_published_part_stays()",
        f"drop trigger published_part_stays on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("protocols", "0002_own_wordings")]

    operations = [
        migrations.RunSQL(
            VERSION,
            "drop trigger published_version_stays on protocols_protocolversion; "
            "drop function kap_published_version_stays()",
        ),
        migrations.RunSQL(PART, "drop function kap_published_part_stays()"),
        *(guard(part) for part in PARTS),
    ]
