"""Versions of the plan, who signs them, and what the school reads."""

from django.db import models
from django.db.models import Q

from trefoil.ground.access.models import Record
from trefoil.ground.consent.models import Release
from trefoil.ground.people.models import Child, Person

from .content import load, load_edits, load_school
from .types import Edit, Party, PlanContent, SchoolContent, VersionState


class PlanVersion(Record):
    """One version of the whole plan; once out for signature its words do not change."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="plan_versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in VersionState], default=VersionState.DRAFT
    )
    content = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    # Per part: the page it was last changed from and by whom, so that an editor never stands in their own way.
    hands = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    # Why words stay that a linter found. It quotes them, so it never lies beside the plan for school.
    justification = models.TextField(blank=True)
    justified = models.JSONField(default=list)
    # Per part that differs from the version before: why, in a sentence.
    because = models.JSONField(default=dict, db_default={})
    # A plan that could not wait for its signatures: it holds from the start, and the clock runs for them.
    emergency_reason = models.TextField(blank=True, default="", db_default="")
    emergency_at = models.DateTimeField(null=True, blank=True)
    emergency_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    emergency_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "at"], name="plan_version_feed"),
            models.Index(fields=["child", "-number"], name="plan_version_of_child"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "number"], name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=["compartment"],
                condition=Q(state__in=["draft", "in_signature"]),
                name="one_open_plan_version",
            ),
            models.UniqueConstraint(
                fields=["compartment"], condition=Q(state="signed"), name="one_signed_plan_version"
            ),
            models.CheckConstraint(
                condition=Q(emergency_at=None) | (Q(emergency_until__isnull=False) & ~Q(emergency_reason="")),
                name="an_emergency_has_a_reason_and_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"plan version {self.pk}"

    @property
    def holds(self) -> bool:
        """Tell whether this version is the plan: signed, or begun in an emergency and not signed yet."""
        started = self.state == VersionState.IN_SIGNATURE and self.emergency_at is not None
        return started or self.state == VersionState.SIGNED

    @property
    def plan(self) -> PlanContent:
        """Return what the version says."""
        return load(self.content)


class SchoolPlan(Record):
    """The plan for school of one version: given out to be signed by the school, then opened to its readers."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="school_plans")
    version = models.OneToOneField(PlanVersion, models.PROTECT, related_name="school_plan")
    number = models.PositiveIntegerField()
    # Kept here because a court order can leave a parent this paper and not the child's particulars.
    name = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "at"], name="school_plan_feed"),
            models.Index(fields=["child", "-published_at"], name="school_plan_of_child"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(release__isnull=False), name="published_under_a_release"
            )
        ]

    def __str__(self) -> str:
        return f"plan for school {self.pk}"

    @property
    def sheet(self) -> SchoolContent:
        """Return what the school reads."""
        return load_school(self.content)


class HomePlan(Record):
    """The home part of one version, fit for the minimum: what a family peer specialist helps with."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="home_plans")
    number = models.PositiveIntegerField()
    content = models.JSONField(default=list)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="home_plan_feed")]

    def __str__(self) -> str:
        return f"home plan {self.pk}"


class Signature(Record):
    """One person asked to sign one version, and what they signed, word for word."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="signatures")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    party = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Party])
    is_required = models.BooleanField(default=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    signed_text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    waive_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="asked_once_to_sign"),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(signed_text=""), name="a_signed_plan_keeps_its_text"
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"

    @property
    def is_done(self) -> bool:
        """Tell whether nobody waits for this signature any more."""
        return self.signed_at is not None or self.waived_at is not None


class Acknowledgement(Record):
    """A reader of the plan for school has said that they read it."""

    school_plan = models.ForeignKey(SchoolPlan, models.PROTECT, related_name="acknowledgements")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_plan", "author"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"acknowledgement {self.pk}"


class CareCard(Record):
    """What everybody who treats the child must know at once: allergies and medicines."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="care_cards")
    allergies = models.CharField(max_length=500, blank=True)
    medicines = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compartment"], name="one_care_card")]

    def __str__(self) -> str:
        return f"care card {self.pk}"


class Reader(Record):
    """Somebody whom a new version concerns: they are told when it is the plan, and say that they read it."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="readers")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="told_once_of_a_version")]

    def __str__(self) -> str:
        return f"reader {self.pk}"


class GoalDiagnosis(Record):
    """The diagnosis that a goal answers to; it lies with the diagnoses, where the school never reads."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    goal_id = models.UUIDField()
    code = models.CharField(max_length=12)
    text = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="goal_diagnosis_feed")]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "goal_id", "code"], condition=Q(voided_at=None), name="linked_once_to_a_goal"
            )
        ]

    def __str__(self) -> str:
        return f"diagnosis of a goal {self.pk}"


class Priority(Record):
    """What matters most to somebody of the family, in their own words, beside the professionals' goals."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="plan_priorities")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="plan_priority_feed")]

    def __str__(self) -> str:
        return f"priority {self.pk}"


class Proposal(Record):
    """Somebody's words about what should change in the plan, exact changes if they gave them, and what came of it."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="plan_proposals")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    # What was asked for word for word: `content.load_edits`.
    edits = models.JSONField(default=list, db_default=[])
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_approved = models.BooleanField(default=False, db_default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["compartment", "at"], name="plan_proposal_feed")]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for an answer."""
        return self.answered_at is None and self.withdrawn_at is None

    @property
    def asked(self) -> tuple[Edit, ...]:
        """Return the exact changes that are asked for."""
        return load_edits(self.edits)


class Remark(Record):
    """What somebody says about a proposal, where it stands."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="remarks")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["proposal", "at"], name="plan_remark_in_order")]

    def __str__(self) -> str:
        return f"remark {self.pk}"
