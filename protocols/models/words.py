"""The words a couple is given: questions, topics, ways to begin an intention, prompts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from protocols.models.bases import KEYED, KINDS, TEXT_GIVEN, Part, Worded, one_of

FOR_QUESTIONS = [
    ("dosing", "Dosing partner"),
    ("nondosing", "Non-dosing partner"),
    ("both", "Both together"),
    ("each", "Each alone"),
]
FOR_STARTERS = [
    ("any", "Either partner"),
    ("dosing", "Dosing partner"),
    ("nondosing", "Non-dosing partner"),
]
FOR_PROMPTS = [("all", "Both partners"), ("nondosing", "Non-dosing partner")]


class Question(Worded):
    key = models.CharField(max_length=8)
    audience = models.CharField(max_length=9, choices=FOR_QUESTIONS)
    private = models.BooleanField()

    PLAIN = (*Worded.PLAIN, "key", "audience", "private")

    class Meta(Worded.Meta):
        constraints = [
            *KEYED,
            TEXT_GIVEN,
            one_of(
                "audience",
                FOR_QUESTIONS,
                "A question is for the dosing partner, the other, both together or each alone.",
            ),
            models.CheckConstraint(
                name="question_private_is_for_one",
                condition=~Q(private=True, audience="both"),
                violation_error_message="A question to both together cannot be private.",
            ),
        ]


class Topic(Part):
    key = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    follow_ups = ArrayField(models.CharField(max_length=400))

    PLAIN = (*Part.PLAIN, "key", "title", "follow_ups")

    class Meta(Part.Meta):
        constraints = [
            *KEYED,
            models.CheckConstraint(
                name="topic_title_and_follow_up_given",
                condition=~Q(title="") & Q(follow_ups__len__gte=1),
                violation_error_message="A topic has a title and at least one follow-up question.",
            ),
        ]

    def __str__(self):
        return self.title


class Starter(Worded):
    key = models.CharField(max_length=8)
    audience = models.CharField(max_length=9, choices=FOR_STARTERS)

    PLAIN = (*Worded.PLAIN, "key", "audience")

    class Meta(Worded.Meta):
        constraints = [
            *KEYED,
            TEXT_GIVEN,
            one_of("audience", FOR_STARTERS, "A starter is for either partner or for one of them."),
        ]


class Prompt(Worded):
    key = models.CharField(max_length=8)
    when = models.CharField(max_length=9, choices=KINDS)
    audience = models.CharField(max_length=9, choices=FOR_PROMPTS)

    PLAIN = (*Worded.PLAIN, "key", "when", "audience")

    class Meta(Worded.Meta):
        constraints = [
            *KEYED,
            TEXT_GIVEN,
            one_of(
                "when",
                KINDS,
                "A prompt is for the same day, the next day, one week or one month.",
            ),
            one_of(
                "audience", FOR_PROMPTS, "A prompt is for both partners or the non-dosing partner."
            ),
        ]
