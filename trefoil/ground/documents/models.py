"""Documents."""

from django.db import models

from trefoil.ground.access.models import Record
from trefoil.ground.people.models import Child, Person

from .types import FileType


class Document(Record):
    """One paper about a child; its content lies encrypted in a file."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="documents")
    subject_id = models.UUIDField(null=True)
    """What it came with: a referral, a release."""
    name = models.CharField(max_length=150)
    type = models.CharField(max_length=100, choices=[(t.value, t.name) for t in FileType])
    size = models.PositiveIntegerField()
    file = models.CharField(max_length=32, unique=True)
    at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "at"], name="document_compartment_at"),
            models.Index(fields=["subject_id"], name="document_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(voided_at=None) | ~models.Q(void_reason=""),
                name="a_document_is_voided_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"
