"""Ratings and hard moments."""

from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.people.models import Child, Person

from . import rules
from .types import Outcome


class Rating(Record):
    """How a part of the school day went for a child: regulation and engagement, 0 to 10."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="ratings")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    regulation = models.SmallIntegerField()
    engagement = models.SmallIntegerField()
    period = models.CharField(max_length=40, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    void_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "at"], name="rating_feed"),
            models.Index(fields=["child", "at"], name="rating_of_child"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(regulation__range=(rules.LOW, rules.HIGH), engagement__range=(rules.LOW, rules.HIGH)),
                name="rating_from_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None) | Q(voided_at__isnull=False, voided_by__isnull=False),
                name="rating_voided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"


class Episode(Record):
    """A hard moment: how strong, what was tried, how it ended. It runs until it has an outcome."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="episodes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    intensity = models.SmallIntegerField(null=True, blank=True)
    strategy_key = models.CharField(max_length=60, blank=True)
    strategy = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=20, blank=True, choices=[(o.value, o.value) for o in Outcome])
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    void_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "starts_at"], name="episode_feed"),
            models.Index(fields=["child", "starts_at"], name="episode_of_child"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(intensity=None) | Q(intensity__range=(rules.MILDEST, rules.STRONGEST)),
                name="episode_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ends_at=None) | (~Q(outcome="") & ~Q(strategy="") & Q(intensity__isnull=False)),
                name="episode_ends_with_its_three_answers",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="episode_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None) | Q(voided_at__isnull=False, voided_by__isnull=False),
                name="episode_voided_by_someone",
            ),
            models.UniqueConstraint(
                fields=["compartment"], condition=Q(outcome="", voided_at=None), name="one_running_episode"
            ),
        ]

    def __str__(self) -> str:
        return f"episode {self.pk}"
