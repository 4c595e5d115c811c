"""What the people of a life may do with a plan, and what may be refused to them."""

from functools import partial

from hypothesis import strategies as st

from sessions_app.approvals import actions as approvals
from sessions_app.integration import actions as integration
from sessions_app.planning import actions as planning
from sessions_app.signing.actions import ContentHasChanged, LicenceHasRunOut
from sessions_app.signoff import actions
from tests.sessions_app.planning import deeds

REFUSED = (
    ContentHasChanged,
    LicenceHasRunOut,
    actions.CannotSignOwnPlan,
    actions.NoLongerFits,
    actions.NotWaiting,
    approvals.NothingToEnd,
    integration.SignatureDoesNotStand,
    integration.SignatureStands,
    planning.DateDoesNotHold,
    planning.GatesAreOpen,
    planning.PlanCannotMove,
    planning.PlanIsClosed,
    planning.SessionIsAhead,
    planning.TimeIsPast,
    planning.TimeIsTaken,
)
SIDES = st.sampled_from([0, 1])
PRESCRIBERS = st.sampled_from(["paul", "nell", "bo"])
PLANNERS = st.sampled_from(["thea", "thea", "bo"])
ANSWERS = {
    "sign": actions.sign,
    "sign under conditions": partial(actions.sign, conditions="Only with a companion."),
    "ask for changes": partial(actions.ask_for_changes, reason="Other words."),
    "decline": partial(actions.decline, reason="Other words."),
}
# Another value of the plan at each of some stations, and the value that it had.
EDITS = {
    "stop word": lambda plan, word: deeds.set_roles(plan, stop_word=word),
    "companion": lambda plan, word: deeds.set_roles(plan, companion=word),
    "joint words": lambda plan, word: deeds.write_intentions(
        plan, joint=f"{word}.", agrees={"a": True, "b": True}
    ),
    "own packing": lambda plan, word: deeds.set_lists(plan, own_packing=[word]),
    "room": lambda plan, word: deeds.schedule(plan, room=f"Room {word}"),
    "place": lambda plan, word: deeds.schedule(plan, place=f"{word} House"),
}
WHAT, WORDS = st.sampled_from(sorted(EDITS)), st.sampled_from(["Ash", "Oak"])
ANSWER, TWO_ANSWERS = st.sampled_from(sorted(ANSWERS)), st.permutations(sorted(ANSWERS))
