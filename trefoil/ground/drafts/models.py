"""Drafts."""

from typing import Any

from django.db import models

from trefoil.ground.access.models import Compartment
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Person


class Draft(models.Model):
    """The fields of one form as one person last typed them; no fields mean there is no draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    compartment = models.ForeignKey(Compartment, models.PROTECT, null=True, related_name="+")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_draft_per_person_and_form")]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def initial(self) -> dict[str, Any]:
        """Return the fields in the shape of a form's `initial`: one value plain, several as a list."""
        return {name: values[0] if len(values) == 1 else values for name, values in self.fields.items()}
