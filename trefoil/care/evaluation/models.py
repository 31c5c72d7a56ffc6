"""Evaluations, what everybody contributes to them, diagnoses with their evidence, and the signed text."""

from django.db import models
from django.db.models import Q

from trefoil.ground.access.models import Record
from trefoil.ground.people.models import Child, Person

from .types import Bears, Block, Part, Reason, State, Status


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class Evaluation(Record):
    """That a child is evaluated: since when, by whom, until when, and who signed. It says nothing of what was found."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="evaluations")
    reason = models.CharField(max_length=10, choices=_choices(Reason))
    state = models.CharField(max_length=15, choices=_choices(State), default=State.OPEN)
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    interview_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=200, blank=True)
    signed_license = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    cosigner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cosigned_at = models.DateTimeField(null=True)
    cosigned_license = models.CharField(max_length=100, blank=True)
    next_due_on = models.DateField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    void_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "at"], name="evaluation_feed"),
            models.Index(fields=["responsible"], condition=Q(state="open"), name="evaluation_open_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment"],
                condition=Q(state__in=["open", "cosign_waiting"]),
                name="one_open_evaluation",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"], signed_at=None)
                | Q(state__in=["cosign_waiting", "signed"], signed_at__isnull=False, signed_by__isnull=False),
                name="evaluation_is_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(voided_at=None) & ~Q(state="withdrawn"))
                | Q(state="withdrawn", voided_at__isnull=False, voided_by__isnull=False),
                name="evaluation_is_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"evaluation {self.pk}"


class Contribution(Record):
    """What one person wrote as their part; the school's observations stand by themselves, in the school's record."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, related_name="contributions")
    child = models.ForeignKey(Child, models.PROTECT, related_name="contributions")
    part = models.CharField(max_length=12, choices=_choices(Part))
    content = models.JSONField(default=dict)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="en")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="contribution_feed")]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "part", "author", "compartment"],
                condition=Q(evaluation__isnull=False),
                name="one_contribution_of_an_author_per_part",
            )
        ]

    def __str__(self) -> str:
        return f"contribution {self.pk}"


class RecordRequest(Record):
    """Records asked for from a school or an earlier provider, and whether they came."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="record_requests")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    from_whom = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    asked_on = models.DateField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="record_request_feed")]

    def __str__(self) -> str:
        return f"records {self.pk}"


class Formulation(Record):
    """How those who treat understand what was gathered, and what they recommend."""

    evaluation = models.OneToOneField(Evaluation, models.PROTECT, related_name="formulation")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    summary = models.TextField()
    recommends = models.TextField(blank=True)
    finds_none = models.BooleanField(default=False)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"formulation {self.pk}"


class Diagnosis(Record):
    """A code that was considered; what it is held for is said by its judgments, the newest last."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="diagnoses")
    child = models.ForeignKey(Child, models.PROTECT, related_name="diagnoses")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "code"], name="a_code_is_considered_once")]

    def __str__(self) -> str:
        return f"diagnosis {self.pk}"


class Judgment(Record):
    """What a diagnosis was held for from an instant on, and why. Rows are added, never changed."""

    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="judgments")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=_choices(Status))
    because = models.TextField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["diagnosis", "at"], name="judgment_of_diagnosis")]

    def __str__(self) -> str:
        return f"judgment {self.pk}"


class Evidence(Record):
    """What was observed, beside the criterion it speaks about, and where it was observed."""

    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, related_name="evidence")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=300)
    seen = models.TextField()
    bears = models.CharField(max_length=10, choices=_choices(Bears))
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, related_name="+")
    response_id = models.UUIDField(null=True)
    """The finished questionnaire that it rests on."""
    source = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["diagnosis", "at"], name="evidence_of_diagnosis")]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class SignedPart(Record):
    """One part of the text as it was signed, word for word, in the place where its readers are."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="signed_parts")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=_choices(Part))
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    released_at = models.DateTimeField(null=True)
    """Since when its readers read it: from the last signature on."""
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="signed_part_feed")]
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="signed_parts_stand_in_order")]

    def __str__(self) -> str:
        return f"signed part {self.pk}"

    @property
    def blocks(self) -> list[Block]:
        """Return its paragraphs."""
        return [Block(label, text) for label, text in self.content]


class Addendum(Record):
    """What was added to a signed evaluation, by whom and when."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="addenda")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    text = models.TextField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="evaluation_addendum_feed")]

    def __str__(self) -> str:
        return f"addendum {self.pk}"
