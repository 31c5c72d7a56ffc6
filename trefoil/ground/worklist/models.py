"""Tasks."""

from django.db import models

from trefoil.ground.access.models import Compartment
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Child, Person


class Task(models.Model):
    """One sentence and one verb for one person, until somebody has done it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tasks")
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    url = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject_id"],
                condition=models.Q(done_at=None),
                name="a_task_is_asked_once",
            )
        ]
        indexes = [models.Index(fields=["person", "asked_at"], condition=models.Q(done_at=None), name="open_tasks")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
