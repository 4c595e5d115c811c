"""The main road as a table: what is typed, ticked and pressed at each station, by approach."""

from dataclasses import dataclass, field

from tests.factories.people import PASSWORD

from .days import local_day

SECRET_OF_WREN = "I want to let you see how tired I have been."
SECRET_OF_ARI = "I speak from the part of me that is afraid to be too much."
JOINT = "Between us we would like to feel more at ease with silence."
SESSION_IN = 5

ANSWERS = {
    "Separate inward time": "At ease",
    "Conflict reactivity": "Low",
    "Sober companion wished for": "No wish",
    "Stuck in a pattern they want to be softer about": "No",
    "Where": "Office",
    "A third sober adult will be there": "Yes",
    "Wren can stay sober that day": "Yes",
    "Ari can stay sober that day": "Yes",
}
PEOPLE = {
    "Stop word": "Anchor",
    "Hand sign": "A raised open hand",
    "Stand-by companion": "Kim Ostrander",
    "Their phone": "303-555-0177",
    "They arrive at": "09:00",
    "Ride home": "Kim drives",
    "Driver’s phone": "303-555-0178",
}


@dataclass(frozen=True)
class Road:
    card: str
    hope: str
    goal: str
    verdicts: tuple[str, str, str, str]
    reason: str = ""
    # Roles: who doses and how the other one supports, where only one does; boosters as approved.
    who: dict = field(default_factory=dict)
    support: tuple[str, ...] = ()
    boosters: tuple[str, ...] = ()
    # Preparation: ticked in this order, and the last one then moved up by one place.
    questions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    talk: dict = field(default_factory=dict)
    talk_words: dict = field(default_factory=dict)
    # Pages beside the stations.
    minutes: dict = field(default_factory=dict)
    packed: str = ""
    task: str = ""
    waived: str = ""
    # Minutes of the session and of the meetings after it, as the protocol proposes them.
    lasts: int = 0
    meetings: tuple[int, int, int] = (60, 60, 60)

    @property
    def to_read(self):
        """What of all this only this approach has, and the prescriber must see."""
        own = (self.reason, self.packed, self.waived, *self.questions, *self.openings)
        return [each for each in own if each]


ROADS = {
    "solo": Road(
        card="Solo dosing",
        hope="Individual healing first",
        goal="individual_healing",
        verdicts=("Suitable", "Caution", "Caution", "Caution"),
        who={
            "Who doses": "Ari",
            "The sober partner is": "Sitter: sober and actively supportive",
        },
        support=("Holding hands", "Just being there"),
        questions=(
            "What would you like to understand or soften in yourself, leaving the relationship "
            "aside for a moment?",
            "What might stir in you while you watch your partner go somewhere you cannot follow?",
        ),
        packed="The grey blanket",
        lasts=180,
        meetings=(50, 50, 50),
    ),
    "dual_psychedelic": Road(
        card="Dual psychedelic dosing",
        hope="Deep healing, an important shift",
        goal="deep_shift",
        verdicts=("Caution", "Suitable", "Caution", "Caution"),
        boosters=("A booster may be offered to Ari",),
        questions=(
            "If this session changed one thing between us, what would each of us want it to be?",
            "What will help us not to compare our two journeys?",
        ),
        minutes={"Sit near": "25"},
        lasts=210,
        meetings=(75, 60, 60),
    ),
    "dual_psycholytic": Road(
        card="Dual psycholytic dosing",
        hope="A focused, more open talk",
        goal="focused_talk",
        verdicts=("Caution", "Caution", "Caution", "Suitable"),
        reason="They ask for nearness more than for a talk.",
        questions=(
            "When do I feel closest to you, in a way you may not have noticed?",
            "Which tender thing about me would I like you to handle with more care?",
        ),
        task="Ask a neighbour to feed the cat.",
        lasts=180,
        meetings=(60, 50, 50),
    ),
    "extended_discussion": Road(
        card="Extended discussion",
        hope="A focused, more open talk",
        goal="focused_talk",
        verdicts=("Caution", "Caution", "Caution", "Suitable"),
        topics=("Time and attention", "Fair shares"),
        openings=("I miss our evenings.", "I would like to share the washing."),
        talk={"The talk is": "Led by the therapist"},
        talk_words={
            "Silent reflection at the start (minutes)": "12",
            "Not for this session": "The house, for another day.",
        },
        waived="Their friend brings them and stays in the next room.",
        lasts=165,
        meetings=(50, 50, 50),
    ),
}


def begin(thea):
    thea.choose_from_menu("Couples")
    thea.arrives("Couples")
    thea.go("Wren and Ari")
    thea.arrives("Wren and Ari")
    thea.press("New plan")
    thea.arrives("Which approach fits Wren and Ari now?", "A new plan is open.")


def tell_the_facts(thea, road):
    """One answer is a slip at first; the verdicts follow when it is put right."""
    thea.tick(road.hope)
    thea.answer(ANSWERS | {"Conflict reactivity": "High"})
    thea.press("Save the facts")
    thea.sees("Facts saved. The verdicts follow them.")
    slipped = thea.verdicts()
    thea.change_fact("Conflict reactivity", "Low")
    thea.sees_verdicts(road.verdicts)
    assert slipped != thea.verdicts()


def choose(thea, road):
    thea.choose_card(road.card)
    if road.reason:
        thea.arrives(f"Choose {road.card}?")
        thea.write({"Why do you choose it all the same?": road.reason})
        thea.press("Choose this approach")
    thea.arrives("Who does what on the day?", "Chosen. Next: who does what on the day.")


def set_roles(thea, road):
    thea.answer(road.who)
    if road.support:
        thea.tick_in("Supports by", *road.support)
    thea.tick(*road.boosters)
    thea.tick_in("Wren says yes to", "Holding hands", "A hug")
    thea.tick_in("Ari says yes to", "Holding hands", "Steadying to walk")
    thea.write(PEOPLE)
    thea.tick(*([] if road.waived else ["The companion has confirmed"]), "The driver has confirmed")
    thea.press("Save roles")
    thea.arrives("What do Wren and Ari want from it?", "Roles saved. Next: intentions.")


def write_intentions(thea):
    thea.write({"What they want together": JOINT})
    thea.tick("Wren agrees to these words", "Ari agrees to these words")
    thea.write({"Wren’s own intention": SECRET_OF_WREN, "Ari’s own intention": SECRET_OF_ARI})
    thea.press("Save intentions")
    thea.arrives("How do they get ready?", "Intentions saved. Next: preparation.")


def look_at_the_review(thea):
    """Some of the road still lies ahead: the review says what, and leads there."""
    thea.go_to_station("Review")
    thea.arrives("The plan as the prescriber sees it", "The session has no date yet.")
    thea.go_by_gate("Preparation")
    thea.arrives("How do they get ready?")


def prepare(thea, road):
    if road.packed:
        thea.go("Packing list and room checklist")
        thea.arrives("What they pack, what the room needs")
        thea.write({"Their own": road.packed}, within="What they pack")
        thea.press("Save the lists")
        thea.arrives("How do they get ready?", "The lists are saved.")
    if road.task:
        thea.go("Tasks with a day")
        thea.arrives("Who does what until when")
        thea.write({"What is to be done": road.task})
        thea.press("Add the task")
        thea.arrives("Who does what until when", "Added. It shows under Today when it is due.")
        thea.go_to_station("Preparation")
        thea.arrives("How do they get ready?")
    thea.answer(road.talk)
    thea.write(road.talk_words)
    thea.order(road.questions or road.topics)
    for topic, opening in zip(road.topics, road.openings, strict=True):
        thea.unfold(f"Opening sentence, follow-up questions of {topic}")
        thea.write({f"Opening sentence for “{topic}”": opening})
    for name in ("Wren", "Ari"):
        thea.tick_all_in(f"{name} has said")
        thea.write({f"{name} signed the consent on": f"{local_day(0)}"})
    thea.tick_all_in("Confirmed with the couple")
    thea.press("Save preparation")
    thea.arrives("When and where?", "Preparation saved. Next: the dates.")


def book(thea, road):
    thea.write(
        {"Day": f"{local_day(SESSION_IN)}", "Dose at T0 (Denver)": "09:30", "Room": "Room 2"}
    )
    thea.press("Save the session")
    thea.arrives("When and where?", "Session saved. Next: the meetings after it.")
    if road.minutes:
        thea.go("Change how long each part lasts")
        thea.arrives("How long does each part last?")
        thea.write(road.minutes)
        thea.press("Save these minutes")
        thea.arrives("How long does each part last?", "The minutes are saved.")
        thea.go_to_station("Schedule")
        thea.arrives("When and where?")
    thea.write({"Time (Denver)": "11:00"}, within="Next day")
    thea.press("Book these meetings")
    thea.arrives("The plan as the prescriber sees it", "Meetings booked. Next: the review.")


def send(thea, road):
    if road.waived:
        thea.go("Waive this advice: The companion has not confirmed yet.")
        thea.arrives("Go on without this?")
        thea.write({"Why does the plan go on without it?": road.waived})
        thea.press("Waive this advice")
        thea.arrives("The plan as the prescriber sees it", "Waived. The prescriber reads why.")
    thea.sees("Nothing stands in the way.")
    thea.press("Send to the prescriber")
    thea.arrives("The plan as the prescriber sees it", "Sent to the prescriber.")


def plan_the_session(thea, road):
    begin(thea)
    tell_the_facts(thea, road)
    choose(thea, road)
    set_roles(thea, road)
    write_intentions(thea)
    look_at_the_review(thea)
    prepare(thea, road)
    book(thea, road)
    send(thea, road)


def sign(paul, *reads):
    paul.choose_from_menu("Sign-off")
    paul.arrives("What waits for your signature")
    paul.go("Wren and Ari")
    paul.arrives("Will you sign this plan?", *reads)
    paul.write({"Your password, to sign": PASSWORD})
    paul.press("Sign this plan")
    paul.arrives("What waits for your signature", "Signed. The papers can be prepared now.")


def ask_for_papers(thea):
    thea.go_to_station("After")
    thea.arrives("After sign-off", "Ready", "Stands")
    thea.go("Go to the papers")
    thea.arrives("Papers", "None prepared yet")
    thea.press("Prepare the papers")
    thea.arrives("Papers", "The papers are being prepared.")
