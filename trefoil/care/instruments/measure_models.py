"""What a program measures, and how often."""

from django.db import models
from django.db.models import Q

from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Organization, Person

from .measure_types import Informant, Rhythm


class Measure(models.Model):
    """An instrument that an organization asks of an informant of every child on its teams, and how often."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=60)
    informant = models.CharField(max_length=10, choices=[(i.value, i.value) for i in Informant])
    first_after_days = models.PositiveSmallIntegerField(default=0)
    every_days = models.PositiveSmallIntegerField()
    days_to_answer = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "instrument", "informant"],
                condition=Q(voided_at=None),
                name="one_measure_an_informant",
            ),
            models.CheckConstraint(condition=Q(every_days__gte=7), name="measure_not_more_often_than_weekly"),
        ]

    def __str__(self) -> str:
        return f"measure {self.pk}"

    @property
    def rhythm(self) -> Rhythm:
        """Return when it is asked."""
        return Rhythm(self.first_after_days, self.every_days, self.days_to_answer)
