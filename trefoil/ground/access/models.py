"""Compartments, grants, row history and the audit trail."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from trefoil.ground.kit.ids import new_id

from .types import Basis, Category, Column, May, Scope


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


FAMILY = (Column.YOUTH.value, Column.GUARDIAN.value, Column.LIMITED.value)
# What a compartment may carry beyond its child, category, custodian, home and confidentiality.
STAMP = ("services", "author_id", "withheld_from", "named", "part2", "masked_lines", "maltreatment_report")


class Compartment(models.Model):
    """Everything about one child that shares one fate; without a child, one organization's roster."""

    id = models.AutoField(primary_key=True)
    child_id = models.UUIDField(null=True)
    category = models.CharField(max_length=30, choices=_choices(Category))
    custodian_id = models.UUIDField()
    household_id = models.UUIDField(null=True)
    confidential = models.BooleanField(default=False)
    services = ArrayField(models.UUIDField(), default=list)
    author_id = models.UUIDField(null=True)
    withheld_from = ArrayField(models.UUIDField(), default=list)
    named = ArrayField(models.UUIDField(), default=list)
    part2 = models.BooleanField(default=False)
    masked_lines = models.BooleanField(default=False)
    maltreatment_report = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child_id", "category", "custodian_id", "household_id", "confidential", *STAMP],
                name="compartment_is_given_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.category} #{self.pk}"


class Record(models.Model):
    """A row that says something about a child: it lives in a compartment, given once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class GrantRow(models.Model):
    """An open compartment; written by the grant refresher alone."""

    id = models.BigAutoField(primary_key=True)
    person_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+", db_index=False)
    category = models.CharField(max_length=30, choices=_choices(Category))  # the compartment's
    column = models.CharField(max_length=1, choices=_choices(Column))
    scope = models.CharField(max_length=12, choices=_choices(Scope))
    may = models.CharField(max_length=10, choices=_choices(May))
    basis = models.CharField(max_length=30, choices=_choices(Basis))
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    source_id = models.UUIDField(null=True)
    hides_location = models.BooleanField(default=False)
    stands_in_for = models.UUIDField(null=True)

    class Meta:
        db_table = "access_grant"
        indexes = [
            # They hold all that `open_compartments` and `known_children` ask for, so that no page reads the grants.
            models.Index(
                fields=["person_id", "compartment"],
                name="grant_person",
                include=["scope", "may", "column", "hides_location", "starts_at", "ends_at"],
            ),
            models.Index(
                fields=["person_id"],
                name="grant_knows",
                include=["child_id", "starts_at", "ends_at"],
                condition=models.Q(category=Category.DEMOGRAPHICS.value) | models.Q(column__in=FAMILY),
            ),
            models.Index(fields=["child_id"], name="grant_child"),
        ]

    def __str__(self) -> str:
        return f"{self.column} {self.scope} on {self.compartment_id}"


class History(models.Model):
    """An earlier version of a walled row, kept by the database itself."""

    id = models.BigAutoField(primary_key=True)
    table_name = models.TextField()
    row_id = models.UUIDField()
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    row = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["row_id", "changed_at"], name="history_row")]

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"


class AuditEntry(models.Model):
    """Who read, was denied or did what, about whom, on what basis. Append-only."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=10)
    page = models.CharField(max_length=80)
    children = ArrayField(models.UUIDField(), default=list)
    categories = ArrayField(models.CharField(max_length=30), default=list)
    compartments = ArrayField(models.IntegerField(), default=list)
    bases = ArrayField(models.CharField(max_length=30), default=list)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "access_audit"
        indexes = [
            GinIndex(fields=["children"], name="audit_children"),
            models.Index(fields=["person_id", "at"], name="audit_person"),
            models.Index(fields=["at", "id"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.page}"


class AuditSeal(models.Model):
    """A batch of the audit trail closed under a hash that includes the one before it."""

    id = models.BigAutoField(primary_key=True)
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    entries = models.IntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    code = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "access_audit_seal"

    def __str__(self) -> str:
        return f"seal {self.pk}"


class BreakGlass(Record):
    """A declared emergency: sixty minutes, the minimum set, told to the privacy officer, reviewed."""

    child_id = models.UUIDField()
    person_id = models.UUIDField()
    reason = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    review = models.TextField(blank=True)

    class Meta:
        db_table = "access_break_glass"

    def __str__(self) -> str:
        return f"glass {self.pk}"


class ReadingReview(models.Model):
    """What a privacy officer found about somebody's reading of a child's record, up to an instant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization_id = models.UUIDField()
    """Whose officer it was; its officers alone read this row."""
    person_id = models.UUIDField()
    child_id = models.UUIDField()
    read_until = models.DateTimeField()
    """What was read later is weighed anew."""
    note = models.CharField(max_length=1000)
    reviewed_by = models.UUIDField()
    reviewed_at = models.DateTimeField()

    class Meta:
        db_table = "access_reading_review"
        indexes = [models.Index(fields=["organization_id", "read_until"], name="reading_review_feed")]

    def __str__(self) -> str:
        return f"review {self.pk}"
