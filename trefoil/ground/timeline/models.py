"""Timeline entries."""

from django.db import models

from trefoil.ground.access.models import Compartment, Record
from trefoil.ground.people.models import Child, Person

from .types import Voice


class Entry(Record):
    """One thing that happened, in one voice."""

    # The two indexes below begin with these; indexes of their own would only slow down writing.
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+", editable=False, db_index=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="timeline", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    voice = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Voice])
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    subject_id = models.UUIDField(null=True)
    url = models.CharField(max_length=300, blank=True)
    params = models.JSONField(default=dict)

    class Meta:
        db_table = "timeline_entry"
        indexes = [
            models.Index(fields=["compartment", "at"], name="timeline_compartment_at"),
            models.Index(fields=["child", "at"], name="timeline_child_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%F}"
