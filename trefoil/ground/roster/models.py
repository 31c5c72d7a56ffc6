"""What rosters say, by source and id there. Rows about students stand behind the wall."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from trefoil.ground.access.models import Record
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Organization, Person

from .types import PersonKind, UploadState


class RosterSource(models.Model):
    """A student information system that sends rosters."""

    code = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name


class Sourced(models.Model):
    """A row that came from a source and is kept under its id there; gone rows stay, marked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(RosterSource, models.PROTECT, related_name="+", db_index=False, editable=False)
    sourced_id = models.CharField(max_length=255)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["source", "sourced_id"], name="%(class)s_once_per_source")]


class SourcedRecord(Record):
    """A row about a student that came from a source."""

    source = models.ForeignKey(RosterSource, models.PROTECT, related_name="+", db_index=False, editable=False)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class RosterOrganization(Sourced):
    """A school or district as the roster has it, and the organization it is here."""

    name = models.TextField()
    type = models.CharField(max_length=20)
    identifier = models.TextField(blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")

    class Meta(Sourced.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class AcademicSession(Sourced):
    """A school year, a term or a grading period. Both its dates are school's own: inclusive."""

    title = models.TextField()
    type = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    school_year = models.PositiveSmallIntegerField()

    class Meta(Sourced.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class Course(Sourced):
    """What is taught, whoever teaches it when."""

    title = models.TextField()
    code = models.TextField(blank=True)
    grades = ArrayField(models.TextField(), default=list)
    subjects = ArrayField(models.TextField(), default=list)
    org = models.ForeignKey(RosterOrganization, models.PROTECT, related_name="courses")
    school_year = models.ForeignKey(AcademicSession, models.PROTECT, null=True, related_name="courses")

    class Meta(Sourced.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class RosterClass(Sourced):
    """A class that meets: its course, its periods by label, its room and its terms."""

    title = models.TextField()
    code = models.TextField(blank=True)
    type = models.CharField(max_length=20)
    grades = ArrayField(models.TextField(), default=list)
    subjects = ArrayField(models.TextField(), default=list)
    periods = ArrayField(models.TextField(), default=list)
    location = models.TextField(blank=True)
    course = models.ForeignKey(Course, models.PROTECT, related_name="classes")
    school = models.ForeignKey(RosterOrganization, models.PROTECT, related_name="classes")
    terms = ArrayField(models.TextField(), default=list)
    """The sourcedIds of its academic sessions."""

    class Meta(Sourced.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class RosterPerson(SourcedRecord):
    """A student, somebody who looks after a student, or a member of a school's staff."""

    sourced_id = models.CharField(max_length=255)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PersonKind])
    org = models.ForeignKey(RosterOrganization, models.PROTECT, related_name="people")
    is_enabled = models.BooleanField()
    given_name = models.TextField()
    family_name = models.TextField()
    middle_name = models.TextField(blank=True)
    preferred_given_name = models.TextField(blank=True)
    preferred_family_name = models.TextField(blank=True)
    pronouns = models.TextField(blank=True)
    identifier = models.TextField(blank=True)
    email = models.TextField(blank=True)
    sms = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    grades = ArrayField(models.TextField(), default=list)
    agents = ArrayField(models.TextField(), default=list)
    """The sourcedIds of those this person's own row names."""
    primary_org = models.TextField(blank=True)
    roles = models.JSONField(default=list)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=20, blank=True)
    relationship = models.TextField(blank=True)
    lives_with = models.BooleanField(null=True)
    is_primary_contact = models.BooleanField(null=True)
    is_emergency_contact = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "sourced_id"], name="rosterperson_once_per_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def name(self) -> str:
        """Return the name the person goes by."""
        given = self.preferred_given_name or self.given_name
        return f"{given} {self.preferred_family_name or self.family_name}"


class RosterRelationship(SourcedRecord):
    """A student and somebody who looks after the student."""

    student = models.ForeignKey(RosterPerson, models.PROTECT, related_name="contacts")
    contact = models.ForeignKey(RosterPerson, models.PROTECT, related_name="students")
    relationship = models.TextField(blank=True)
    lives_with = models.BooleanField(null=True)
    is_primary_contact = models.BooleanField(null=True)
    is_emergency_contact = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "contact"], name="rosterrelationship_once_per_pair")]

    def __str__(self) -> str:
        return f"relationship {self.pk}"


class ClassEnrollment(SourcedRecord):
    """Somebody in a class, as a student or as the one who teaches it."""

    sourced_id = models.CharField(max_length=255)
    person = models.ForeignKey(RosterPerson, models.PROTECT, related_name="enrollments")
    school_class = models.ForeignKey(RosterClass, models.PROTECT, related_name="enrollments")
    school = models.ForeignKey(RosterOrganization, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=20)
    is_primary = models.BooleanField(null=True)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "sourced_id"], name="classenrollment_once_per_source")]

    def __str__(self) -> str:
        return f"enrollment {self.pk}"


class RosterUpload(Record):
    """A delivery that somebody uploaded: what it would change, or everything wrong with it."""

    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in UploadState],
        default=UploadState.WAITING,
    )
    into = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=20, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    details = models.JSONField(default=dict)
    samples = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"upload {self.pk}"
