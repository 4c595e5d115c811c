from protocols.models.course import (
    Indicator,
    Item,
    MeetingTemplate,
    Phase,
    Prerequisite,
    Step,
)
from protocols.models.version import ProtocolVersion
from protocols.models.words import Prompt, Question, Starter, Topic

# The name of each list on a version, and the table that keeps it.
PARTS = {
    "questions": Question,
    "topics": Topic,
    "starters": Starter,
    "prompts": Prompt,
    "phases": Phase,
    "steps": Step,
    "items": Item,
    "meetings": MeetingTemplate,
    "indicators": Indicator,
    "prerequisites": Prerequisite,
}

__all__ = [
    "PARTS",
    "Indicator",
    "Item",
    "MeetingTemplate",
    "Phase",
    "Prerequisite",
    "Prompt",
    "ProtocolVersion",
    "Question",
    "Starter",
    "Step",
    "Topic",
]
