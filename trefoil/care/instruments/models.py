"""Who was asked, what was answered, what it adds up to, and what needed a person at once."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Child, Organization, Person, Staff

from .measure_models import Measure
from .measure_types import Closed, Informant
from .types import Mode

OWN = "own-"


class NumberField(models.DecimalField):
    """A number with few places that comes back whole where it is whole: 7, not 7.000."""

    def from_db_value(self, value: Decimal | None, *_where: Any) -> int | float | None:
        """Return a whole number as one."""
        if value is None:
            return None
        return int(value) if value == int(value) else float(value)


class Assignment(Record):
    """Somebody is asked to answer an instrument about a child: the youth, or an informant who knows them."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="assignments")
    instrument = models.CharField(max_length=60)
    asked_of = models.ForeignKey(Person, models.PROTECT, related_name="+")
    informant = models.CharField(
        max_length=10, choices=[(i.value, i.value) for i in Informant], default=Informant.YOUTH, db_default="youth"
    )
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    void_reason = models.TextField(blank=True)
    closed_as = models.CharField(
        max_length=10, choices=[(c.value, c.value) for c in Closed], blank=True, default="", db_default=""
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="assignment_feed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_as="", closed_at=None) | (~Q(closed_as="") & Q(closed_at__isnull=False)),
                name="assignment_closed_as_something",
            )
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class Response(Record):
    """The answers as they were given: a FHIR QuestionnaireResponse, saved with every answer."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="response")
    child = models.ForeignKey(Child, models.PROTECT, related_name="responses")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    mode = models.CharField(max_length=12, choices=[(mode.value, mode.value) for mode in Mode])
    resource = models.JSONField()
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="response_feed")]

    def __str__(self) -> str:
        return f"response {self.pk}"


class Score(Record):
    """What finished answers add up to; without all of them there is no value and no band."""

    response = models.OneToOneField(Response, models.PROTECT, related_name="score")
    child = models.ForeignKey(Child, models.PROTECT, related_name="scores")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who was asked; the author is who typed, if somebody sat beside or typed in from paper."""
    informant = models.CharField(
        max_length=10, choices=[(i.value, i.value) for i in Informant], default=Informant.YOUTH, db_default="youth"
    )
    instrument = models.CharField(max_length=60)
    at = models.DateTimeField()
    value = NumberField(max_digits=9, decimal_places=3, null=True, blank=True)
    parts = models.JSONField(default=dict, db_default={})
    """The other scores of the same answers, by their link ids; null where one cannot be computed."""
    band = models.CharField(max_length=40, blank=True)
    unanswered = models.SmallIntegerField()
    reaches_cut = models.BooleanField()
    flags = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="score_feed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(value__isnull=True, unanswered__gt=0, band=""),
                name="no_band_without_score",
            )
        ]

    def __str__(self) -> str:
        return f"score {self.pk}"


class Flag(Record):
    """An answer that needed a person at once, until one has written what was done."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="raised")
    child = models.ForeignKey(Child, models.PROTECT, related_name="flags")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    done = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="flag_feed")]
        constraints = [
            models.UniqueConstraint(fields=["response", "name"], name="flag_raised_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | (Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False) & ~Q(done="")),
                name="flag_acknowledged_by_someone_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}"


class OnDuty(models.Model):
    """A period in which a member of staff answers for what a questionnaire may bring up."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organization", "ends_at"], name="duty_of_organization")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"duty {self.pk}"


class AnswerLink(Record):
    """A link that opens one form, once, on one device, for the one person who was asked."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    device_hash = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="answer_link_feed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at=None, device_hash="") | (Q(opened_at__isnull=False) & ~Q(device_hash="")),
                name="link_opened_on_one_device",
            )
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class ProgramForm(models.Model):
    """A questionnaire that an organization brought in: published when its scores were read, kept as it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    resource = models.JSONField()
    scores = models.JSONField()
    facts = models.JSONField(default=dict)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organization", "-brought_at"], name="forms_of_organization")]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None, facts={})
                | (Q(published_at__isnull=False, published_by__isnull=False) & ~Q(facts={})),
                name="published_by_somebody_with_facts",
            )
        ]

    def __str__(self) -> str:
        return f"form {self.pk}"

    @property
    def key(self) -> str:
        """Return the key under which it is asked."""
        return f"{OWN}{self.pk}"


class EnteredScore(Record):
    """The score of a licensed form that was filled in elsewhere: who answered, which form, in which language."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="entered_scores")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered_on = models.DateField()
    slot = models.CharField(max_length=30)
    informant = models.CharField(max_length=10, choices=[(i.value, i.value) for i in Informant])
    form = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    value = NumberField(max_digits=6, decimal_places=2)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="entered_score_feed")]

    def __str__(self) -> str:
        return f"entered score {self.pk}"
