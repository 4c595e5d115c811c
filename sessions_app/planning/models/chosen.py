"""What a plan took from its protocol, in the order in which it is used."""

from django.db import models

from protocols.models import Question, Topic

from .plan import Plan


class Chosen(models.Model):
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


class ChosenQuestionManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().select_related("question")


class ChosenQuestion(Chosen):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="chosen_questions")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")

    objects = ChosenQuestionManager()

    class Meta(Chosen.Meta):
        constraints = [
            models.UniqueConstraint(fields=("plan", "question"), name="question_chosen_once"),
            models.UniqueConstraint(
                fields=("plan", "position"),
                name="chosen_question_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.question.text


class ChosenTopicManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().select_related("topic")


class ChosenTopic(Chosen):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="chosen_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    opening = models.CharField(max_length=200, blank=True)

    objects = ChosenTopicManager()

    class Meta(Chosen.Meta):
        constraints = [
            models.UniqueConstraint(fields=("plan", "topic"), name="topic_chosen_once"),
            models.UniqueConstraint(
                fields=("plan", "position"),
                name="chosen_topic_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.topic.title
