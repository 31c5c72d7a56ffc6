"""What was sent outside, what somebody is worried about, and the requests for the record."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from trefoil.ground.access.models import Record
from trefoil.ground.access.types import Category
from trefoil.ground.consent.models import Release
from trefoil.ground.documents.types import FileType
from trefoil.ground.people.models import Child, Organization, Person

from .types import REVIEWABLE, Channel, Decision, Form, Ground, Handed, Reason, Received, State


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


def _categories() -> ArrayField:
    return ArrayField(models.CharField(max_length=30, choices=_choices(Category)), default=list, blank=True)


class Disclosure(Record):
    """What was sent outside by letter, fax, telephone or hand: to whom, why, and on what ground."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="disclosures")
    at = models.DateTimeField()
    categories = _categories()
    what = models.CharField(max_length=500)
    to = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=12, choices=_choices(Channel))
    ground = models.CharField(max_length=12, choices=_choices(Ground))
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=300)
    part2 = models.BooleanField(default=False)
    """Sent with the statement that 42 CFR 2.32 asks for."""
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["child", "at"], name="disclosure_child_at")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(ground="release") | Q(release__isnull=False), name="a_disclosure_names_its_release"
            )
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


class Concern(Record):
    """A family's or a youth's own words about a reading that looks wrong to them, and the answer."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    about = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Who had looked."""
    words = models.TextField()
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"concern {self.pk}"


class AccessRequest(Record):
    """A parent or a student asks to have the record, and by when an answer is due by law."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="access_requests")
    custodian = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    requester = models.ForeignKey(Person, models.PROTECT, related_name="+")
    received = models.CharField(max_length=10, choices=_choices(Received))
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    categories = _categories()
    words = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    form = models.CharField(max_length=6, choices=_choices(Form))
    state = models.CharField(max_length=10, choices=_choices(State), default=State.ASKED)
    due_on = models.DateField()
    clocks = ArrayField(models.CharField(max_length=40), default=list)
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    extension_reason = models.CharField(max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    checked_how = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=16, blank=True, choices=_choices(Reason))
    explanation = models.CharField(max_length=1000, blank=True)
    kept_back = ArrayField(models.CharField(max_length=16, choices=_choices(Reason)), default=list, blank=True)
    """Why something was kept back, of the whole or of a part."""
    handed = models.CharField(max_length=10, blank=True, choices=_choices(Handed))
    proof = models.CharField(max_length=300, blank=True)
    """The number of the letter, or who signed for it at the door."""
    review_asked_at = models.DateTimeField(null=True, blank=True)
    review_words = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    review = models.TextField(blank=True)
    overturned = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["child", "asked_at"], name="request_child_at"),
            models.Index(fields=["due_on"], name="request_open_due", condition=Q(state__in=("asked", "checked"))),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_request_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(handed__in=("letter", "in_person")) | ~Q(proof=""), name="what_is_handed_out_has_its_proof"
            ),
            models.CheckConstraint(
                condition=~Q(state="denied") | (~Q(reason="") & ~Q(explanation="")), name="a_denial_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"

    @property
    def reviewable(self) -> bool:
        """Tell whether the requester can ask somebody else to look again."""
        return bool(set(self.kept_back) & REVIEWABLE)


class Choice(Record):
    """What whoever assembles decided about one item: left out, or blacked out in part, and why."""

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="choices")
    kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    decision = models.CharField(max_length=10, blank=True, choices=_choices(Decision))
    reason = models.CharField(max_length=16, blank=True, choices=_choices(Reason))
    shown = models.TextField(blank=True)
    """What remains to be read where a part is blacked out."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "subject_id"], name="one_choice_an_item"),
            models.CheckConstraint(condition=Q(decision="") | ~Q(reason=""), name="a_choice_says_why"),
        ]

    def __str__(self) -> str:
        return f"choice {self.pk}"


class Package(Record):
    """One file that was handed out, exactly as it was; its content lies encrypted in the vault."""

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="packages")
    requester = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    type = models.CharField(max_length=100, choices=[(t.value, t.name) for t in FileType])
    size = models.PositiveIntegerField()
    file = models.CharField(max_length=32, unique=True)
    items = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    fetched_at = models.DateTimeField(null=True, blank=True)
    fetched_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"package {self.pk}"
