"""Crises: nothing but their level and their time."""

from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.people.models import Child, Person

from .types import Level


class Crisis(Record):
    """A crisis about one child, open until somebody says that it is over."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="crises")
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.name.lower()) for level in Level])
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "crises"
        constraints = [
            models.CheckConstraint(condition=Q(level__in=[level.value for level in Level]), name="crisis_has_a_level"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="crisis_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["compartment", "opened_at"], name="crisis_feed")]

    def __str__(self) -> str:
        return f"crisis {self.pk}"
