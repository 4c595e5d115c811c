"""What was decided about each column behind a signature, and how each can be written over."""

REFUSED, VOIDS, STAYS = "refused", "voids", "stays"
# What a plan only looks into: a column that content does not read needs no word here.
OF_OTHERS = {
    "sessions_app.Account": {VOIDS: "name credentials"},
    "sessions_app.Clinic": {},
    "sessions_app.Couple": {},
    "sessions_app.Interview": {},
    "sessions_app.Partner": {VOIDS: "name preferred_name born_on side"},
}
# What becomes of the signature when one column is written over past every deed: the database
# refuses it, the signature no longer stands, or it does, for nobody signed that.
DECIDED = {
    "protocols.Item": {REFUSED: "position seed text list common version_id"},
    "protocols.Phase": {
        REFUSED: "position seed text route starts ends title nondosing_title therapist_title "
        "version_id",
    },
    "protocols.ProtocolVersion": {
        REFUSED: "approach number name short shape fraction both_dose definition who_doses "
        "dose_fraction prescriber_agreement main_state talk agenda first_step afterwards best_for "
        "set_and_setting seed digest published_at published_by based_on_id owner owner_name "
        "started_at started_by",
        STAYS: "retired_at",
    },
    "protocols.Question": {REFUSED: "position seed text key audience private version_id"},
    "protocols.Topic": {REFUSED: "position seed key title follow_ups version_id"},
    "sessions_app.Approval": {
        REFUSED: "medicine form approved_dose_mg session_max_mg dose_unit_mg may_split "
        "approved_fractions approved_approaches approved_settings sessions_approved "
        "min_days_between reviewed_on review_modality valid_from valid_until bp_max_start_sys "
        "bp_max_start_dia hr_max_start spo2_min fast_solids_h fast_clear_h monitoring conditions "
        "rx_reference prescriber_id partner_id med_list_hash prescribed_on screening_hash "
        "flags_seen",
        VOIDS: "ended ended_at ended_by_id ended_note ended_why",
        STAYS: "sessions_used last_used_on kap_clinic",
    },
    "sessions_app.ApprovalSignature": {
        REFUSED: "content digest meaning signed_name signed_credentials signed_role signed_at "
        "signed_zone signed_local signed_words "
        "approval_id signed_by_id signed_licence signed_method kap_clinic",
    },
    "sessions_app.ChosenQuestion": {
        REFUSED: "position question_id plan_id",
        STAYS: "kap_clinic",
    },
    "sessions_app.ChosenTopic": {
        REFUSED: "position opening topic_id plan_id",
        STAYS: "kap_clinic",
    },
    "sessions_app.Meeting": {
        REFUSED: "kind starts_at minutes zone place cancelled_at cancelled_by_id plan_id",
        STAYS: "leads booked_at held_at held_by_id cancelled_why booked_by_id room therapist_id "
        "changes kap_clinic",
    },
    "sessions_app.Part": {
        REFUSED: "can_stay_sober doses fraction nondosing_role support_styles touch "
        "private_intention agrees_joint partner_id plan_id acknowledged agreed_at booster "
        "consented_on",
        STAYS: "kap_clinic",
    },
    "sessions_app.Plan": {
        REFUSED: "couple_id number goals comfort reactivity companion_need stuck_pattern setting "
        "third_sober_adult version_id chosen_fit choice_reason stop_word hand_sign companion "
        "companion_phone companion_arrives companion_confirmed ride ride_phone ride_confirmed "
        "joint_intention confirmed mode reflection_minutes parked left_out own_packing own_room "
        "line starts_at minutes zone place room therapist_id kap_sealed "
        "revision cleared_digest",
        "plan_moves": "stage",
        STAYS: "changes touched writers begun_at begun_by_id facts_at chosen_at chosen_by_id "
        "swap_of_id submitted_at submitted_by_id held_at held_by_id withdrawn_at "
        "withdrawn_by_id withdrawn_why kap_sealed_revision kap_clinic",
    },
    "sessions_app.Waiver": {
        REFUSED: "gate reason waived_at waived_by_id lifted_at lifted_by_id plan_id",
        STAYS: "kap_clinic",
    },
}
ENDED = "ended = 'revoked', ended_at = now(), ended_by_id = prescriber_id, ended_why = 'revoked'"
HELD, CANCELLED = (
    f"{done}_at = now(), {done}_by_id = booked_by_id" for done in ("held", "cancelled")
)


def by_the_beginner(done):
    return f"{done}_at = now(), {done}_by_id = begun_by_id"


# What holds only together, or has few words to choose from.
TOGETHER = {
    "sessions_app.Approval": {
        "form": "form = 'rdt'",
        "approved_fractions": "approved_fractions = '{}'",
        "approved_settings": "approved_settings = '{}'",
        "review_modality": "review_modality = 'video'",
        "med_list_hash": "med_list_hash = repeat('a', 64)",
        "screening_hash": "screening_hash = repeat('a', 64)",
        "flags_seen": "flags_seen = '{1}'",
    }
    | dict.fromkeys(("ended", "ended_at", "ended_by_id", "ended_why", "ended_note"), ENDED),
    "sessions_app.ChosenQuestion": {
        "position": "position = 100 - position",
        "question_id": "question_id = case position when 1 then "
        "(select max(id) from protocols_question) else question_id end",
    },
    "sessions_app.ChosenTopic": {
        "position": "position = 100 - position",
        "topic_id": "topic_id = case position when 1 then "
        "(select max(id) from protocols_topic) else topic_id end",
    },
    "sessions_app.Meeting": {
        "kind": "kind = case kind when 'next_day' then 'same_day' else kind end",
        "held_at": HELD,
        "held_by_id": HELD,
        "cancelled_at": CANCELLED,
        "cancelled_by_id": CANCELLED,
    },
    "sessions_app.Part": {
        "doses": "doses = false, fraction = '', booster = false",
        "nondosing_role": "doses = false, fraction = '', nondosing_role = 'sitter'",
        "agrees_joint": "agrees_joint = false, agreed_at = null",
        "partner_id": "partner_id = case fraction when '' then partner_id else partner_id + 2 end",
    },
    "sessions_app.Partner": {
        "side": "side = 'a', couple_id = case side when 'b' then "
        "(select max(id) from sessions_app_couple) else couple_id end",
    },
    "sessions_app.Plan": dict.fromkeys(("held_at", "held_by_id"), by_the_beginner("held"))
    | dict.fromkeys(("withdrawn_at", "withdrawn_by_id"), by_the_beginner("withdrawn")),
    "sessions_app.Waiver": dict.fromkeys(
        ("lifted_at", "lifted_by_id"), "lifted_at = now(), lifted_by_id = waived_by_id"
    ),
}
# The rows that are meant, where there are others beside them.
WHERE = {
    "sessions_app.Partner": "couple_id = (select min(id) from sessions_app_couple)",
    "sessions_app.Plan": "stage = 'cleared'",
}
# What a column of this type may hold besides what it holds.
OTHERWISE = {
    "bool": "not {0}",
    "int2": "coalesce({0}, 0) + 1",
    "int4": "coalesce({0}, 0) + 1",
    "int8": "coalesce({0}, 0) + 1",
    "numeric": "{0} + 1",
    "date": "coalesce({0}, date '2027-03-01') + 1",
    "time": "coalesce({0}, time '12:00') + interval '1 hour'",
    "timestamptz": "coalesce({0}, timestamptz '2027-03-01 17:00Z') + interval '1 hour'",
    "jsonb": "case jsonb_typeof({0}) when 'array' then {0} || '[1]' else {0} || '{{\"x\": 1}}' end",
    "varchar": "case {0} when 'x' then 'y' else 'x' end",
    "text": "{0} || 'x'",
    "_varchar": "array_append(coalesce({0}, '{{}}'), 'x')",
    "_int8": "array_append(coalesce({0}, '{{}}'), 1)",
    "_int4": "array_append(coalesce({0}, '{{}}'), 1)",
    "bytea": "{0} || 'x'",
    "uuid": "gen_random_uuid()",
}
