"""The cast: the same invented people in tests, demo, gallery and screenshots."""

from dataclasses import dataclass, field
from datetime import date, datetime

from trefoil.ground.access.session import on_our_word, seen_by
from trefoil.ground.access.types import Authority, OrganizationKind, Role
from trefoil.ground.people import actions as people
from trefoil.ground.people.models import (
    Account,
    Caregiver,
    Child,
    Organization,
    Person,
    Site,
    Staff,
)

from . import parents

PASSWORD = "three-leaves-one-stem"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

# key: given name, family name, organization, role, title, discipline, license
STAFF = {
    "therapist": (
        "Adaeze",
        "Okafor",
        "clinic",
        Role.THERAPIST,
        "Therapist",
        "Psychology",
        "LP 4417",
    ),
    "supervisor": (
        "Hannah",
        "Lindqvist",
        "clinic",
        Role.SUPERVISOR,
        "Clinical supervisor",
        "Social work",
        "LICSW 2280",
    ),
    "skills": (
        "Marcus",
        "Bell",
        "clinic",
        Role.SKILLS,
        "Skills practitioner",
        "Mental health practitioner",
        "",
    ),
    "peer": (
        "Rosa",
        "Jimenez",
        "clinic",
        Role.FAMILY_PEER,
        "Family peer specialist",
        "Family peer support",
        "CFPS 118",
    ),
    "teacher": (
        "Sofia",
        "Ruiz",
        "school",
        Role.TEACHER,
        "Classroom teacher",
        "Special education",
        "MN 501223",
    ),
    "aide": ("Minh", "Tran", "school", Role.TEACHER, "Classroom aide", "Paraprofessional", ""),
    "social_worker": (
        "Dana",
        "Whitfield",
        "school",
        Role.SCHOOL_MH,
        "School social worker",
        "Social work",
        "LGSW 9031",
    ),
    "director": (
        "Priya",
        "Raman",
        "school",
        Role.DIRECTOR,
        "Program director",
        "Administration",
        "",
    ),
    "privacy": ("Tom", "Becker", "school", Role.ADMIN, "Privacy officer", "Administration", ""),
    "coordinator": (
        "Karen",
        "Olson",
        "home_district",
        Role.HOME_DISTRICT,
        "Special education coordinator",
        "",
        "",
    ),
    "outsider": (
        "Grace",
        "Kim",
        "other_clinic",
        Role.THERAPIST,
        "Therapist",
        "Counseling",
        "LPCC 777",
    ),
}
ORGANIZATIONS = {
    "district": ("Three Rivers Intermediate District", OrganizationKind.DISTRICT, None),
    "school": ("Cedar Bridge School", OrganizationKind.SCHOOL, 25),
    "clinic": ("Harbor Clinic", OrganizationKind.CLINIC, None),
    "home_district": ("Pine Hollow School District", OrganizationKind.DISTRICT, None),
    "other_district": ("Stone Lake School District", OrganizationKind.DISTRICT, None),
    "virtual": ("Lantern Online", OrganizationKind.IOP, None),
    "other_clinic": ("Riverside Counseling", OrganizationKind.CLINIC, None),
    "county": ("Hennepin County", OrganizationKind.COUNTY, None),
}
EMAILS = {
    "therapist": "okafor@harbor.example",
    "supervisor": "lindqvist@harbor.example",
    "skills": "bell@harbor.example",
    "peer": "jimenez@harbor.example",
    "teacher": "ruiz@cedarbridge.example",
    "aide": "tran@cedarbridge.example",
    "social_worker": "whitfield@cedarbridge.example",
    "director": "raman@cedarbridge.example",
    "privacy": "becker@cedarbridge.example",
    "coordinator": "olson@pinehollow.example",
    "outsider": "kim@riverside.example",
    "mother": "elena@home.example",
    "father": "david@home.example",
    "youth": "jonah@youth.example",
    "maya": "maya@youth.example",
}


@dataclass
class Cast:
    """Everybody, by the part they play."""

    organizations: dict[str, Organization] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)
    caregivers: dict[str, Caregiver] = field(default_factory=dict)

    def person(self, part: str) -> Person:
        """Return the person who plays a part."""
        if part in self.staff:
            return self.staff[part].person
        if part in self.caregivers:
            return self.caregivers[part].person
        return self.children["jonah" if part == "youth" else part].person


def raise_organizations() -> dict[str, Organization]:
    """Create the organizations and the school's and clinic's sites."""
    made = {
        key: Organization.objects.create(name=name, kind=kind, capacity=capacity)
        for key, (name, kind, capacity) in ORGANIZATIONS.items()
    }
    Organization.objects.filter(pk=made["school"].pk).update(parent=made["district"], phone="612-555-0140")
    Organization.objects.filter(pk=made["clinic"].pk).update(phone="612-555-0170")
    for key in ("school", "clinic"):
        made[key].refresh_from_db()
    Site.objects.create(organization=made["school"], name="Main building", address="100 Cedar Bridge Road")
    Site.objects.create(organization=made["clinic"], name="School suite", address="100 Cedar Bridge Road, Room 120")
    return made


def hire(
    organizations: dict[str, Organization],
    at: datetime,
    parts: dict[str, tuple[str, str, str, Role, str, str, str]] = STAFF,
) -> dict[str, Staff]:
    """Enter the staff of the cast."""
    staff: dict[str, Staff] = {}
    for key, (given, family, where, role, title, discipline, license_number) in parts.items():
        staff[key] = people.add_staff(
            given_name=given,
            family_name=family,
            organization=organizations[where],
            role=role,
            title=title,
            discipline=discipline,
            license=license_number,
            at=at,
        )
    for key in {"therapist", "skills", "peer"} & set(staff):
        with on_our_word("staff"):
            Staff.objects.filter(pk=staff[key].pk).update(supervisor=staff["supervisor"])
        staff[key].supervisor = staff["supervisor"]
    return staff


def assemble(at: datetime) -> Cast:
    """Make the cast with Maya's and Jonah's records open and their team, without releases or history."""
    cast = Cast()
    cast.organizations = raise_organizations()
    cast.staff = hire(cast.organizations, at)
    cast.children["maya"] = open_child(
        cast, "Maya", "Reyes", date(2014, 5, 2), "6", at, pronouns="she/her", languages=("en", "es")
    )
    cast.children["jonah"] = open_child(cast, "Jonah", "Berg", date(2010, 2, 11), "10", at, pronouns="he/him")
    for child in cast.children.values():
        join_everyone(cast, child, at)
    _families(cast, at)
    return cast


def open_child(
    cast: Cast,
    given: str,
    family: str,
    born_on: date,
    grade: str,
    at: datetime,
    *,
    pronouns: str = "",
    languages: tuple[str, ...] = ("en",),
    county: str = "Hennepin",
    district: str = "home_district",
    room: str = "",
) -> Child:
    """Open a record as the home district's coordinator does."""
    coordinator = cast.person("coordinator" if district == "home_district" else "coordinator_b")
    with seen_by(coordinator, at):
        return people.open_record(
            given_name=given,
            family_name=family,
            born_on=born_on,
            grade=grade,
            pronouns=pronouns,
            languages=languages,
            custodians=[
                cast.organizations["school"],
                cast.organizations["clinic"],
                cast.organizations[district],
            ],
            resident_district=cast.organizations[district],
            room=room,
            serving_district=cast.organizations["district"],
            county_of_residence=county,
            by=coordinator,
            at=at,
        )


TEAM = ("therapist", "supervisor", "skills", "peer", "teacher", "aide", "social_worker")


def join_everyone(cast: Cast, child: Child, at: datetime, parts: tuple[str, ...] = TEAM) -> None:
    """Put the team's people on a child's care team, as the director does."""
    director = cast.person("director")
    with seen_by(director, at):
        for part in parts:
            people.join_team(
                child=child,
                staff=cast.staff[part],
                custodian=cast.organizations["school"],
                by=director,
                at=at,
            )


def _families(cast: Cast, at: datetime) -> None:
    parents.parents_of_maya(cast, cast.children["maya"], at)
    cast.caregivers["jonahs_mother"] = parents.add_parent(
        cast,
        cast.children["jonah"],
        "Ingrid",
        "Berg",
        "mother",
        Authority.FULL,
        at,
        home="Ingrid's home",
        address="7 Birch Court",
        phone="612-555-0103",
        email="ingrid.berg@home.example",
    )


def open_accounts(cast: Cast) -> None:
    """Give everybody of the cast an account; staff have a second factor."""
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth.hashers import make_password

    hashed = make_password(PASSWORD)
    for part, email in EMAILS.items():
        if part in cast.staff or part in cast.caregivers or part in ("youth", "maya"):
            person = cast.person(part)
            with on_our_word("sign_in"):
                account, made = Account.objects.get_or_create(
                    email=email, defaults={"person_id": person.pk, "password": hashed}
                )
                if made and part in cast.staff:
                    TOTP.activate(account, TOTP_SECRET)


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Return one sign-in per role: role, e-mail, password, and the secret of the authenticator or a note."""
    return [
        (
            part.replace("_", " "),
            email,
            PASSWORD,
            TOTP_SECRET if part in STAFF else "no second factor",
        )
        for part, email in EMAILS.items()
    ]
