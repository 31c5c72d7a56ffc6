"""Ready cases to start from: hard questions that come up where a school, a clinic and a family share a record."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Document = dict[str, Any]
SCHOOL, CLINIC, PROGRAM, DISTRICT = "Lakeside School", "Harbor Clinic", "North Star Program", "Home District"
MOTHER, FATHER, TEACHER, THERAPIST, COUNSELOR = "Mother", "Father", "Teacher", "Therapist", "School social worker"
OUTSIDER, CHILD = "Outside clinician", "Child"
AT, SEPTEMBER, JUNE = "2026-11-19T10:00:00-06:00", "2026-09-01T00:00:00-05:00", "2027-06-01T00:00:00-05:00"
THERAPY, GROUP = "Outpatient therapy", "Substance use group"
IN_CLINIC = {"custodian": CLINIC, "services": [THERAPY]}
IN_SCHOOL = {"custodian": SCHOOL}


@dataclass(frozen=True)
class ReadyCase:
    """A case by its short name, what it asks in a sentence, and its facts."""

    key: str
    title: Any
    asks: Any
    facts: Callable[[], Document]


def _base(born_on: str = "2014-05-02", basis: str = "parent") -> Document:
    """Return a child with two homes, a therapist at a clinic and a teacher at school; nothing is released."""
    return {
        "version": 1,
        "at": AT,
        "zone": "America/Chicago",
        "child": {"id": CHILD, "born_on": born_on, "resident_district": DISTRICT},
        "organizations": [
            {"id": SCHOOL, "kind": "school"},
            {"id": CLINIC, "kind": "clinic"},
            {"id": DISTRICT, "kind": "district"},
        ],
        "people": [
            {"id": TEACHER, "role": "teacher", "organization": SCHOOL},
            {"id": COUNSELOR, "role": "school_mh", "organization": SCHOOL},
            {"id": THERAPIST, "role": "therapist", "organization": CLINIC},
            {"id": MOTHER, "role": "caregiver"},
            {"id": FATHER, "role": "caregiver"},
        ],
        "care_team": [{"person": person, "from": SEPTEMBER} for person in (TEACHER, COUNSELOR, THERAPIST)],
        "households": [{"id": "Mother's home"}, {"id": "Father's home"}],
        "caregivers": [
            {"person": MOTHER, "relationship": "mother", "authority": "full", "household": "Mother's home"},
            {"person": FATHER, "relationship": "father", "authority": "full", "household": "Father's home"},
        ],
        "services": [
            {
                "id": THERAPY,
                "organization": CLINIC,
                "acts_for_school": False,
                "consent_basis": basis,
                "from": SEPTEMBER,
            }
        ],
        "questions": [],
    }


def _release(*categories: str, to: dict[str, str] | None = None, **more: Any) -> Document:
    made = {
        "id": "Release of September",
        "from_organization": CLINIC,
        "to": to or {"organization": SCHOOL},
        "categories": list(categories),
        "purpose": "school_support",
        "effective": SEPTEMBER,
        "expires": JUNE,
        "signed_by": MOTHER,
    }
    return made | more


def _ask(viewer: str, category: str, record: Document, **more: Any) -> Document:
    return {"viewer": viewer, "category": category, "record": dict(record)} | more


def _case(*questions: Document, base: Document | None = None, **lists: Any) -> Document:
    made = deepcopy(base or _base()) | lists
    return made | {"questions": list(questions)}


def _plan_only() -> Document:
    return _case(
        _ask(TEACHER, "diagnosis", IN_CLINIC, purpose="school_support"),
        _ask(TEACHER, "school_plan", IN_CLINIC, purpose="school_support"),
        consents=[_release("school_plan")],
    )


def _expired() -> Document:
    return _case(
        _ask(TEACHER, "school_plan", IN_CLINIC, purpose="school_support"),
        consents=[_release("school_plan", expires="2026-11-18T00:00:00-06:00")],
    )


def _sixteen(**lists: Any) -> Document:
    base = _base(born_on="2010-03-14", basis="minor_144_3431")
    return _case(
        _ask(MOTHER, "session_notes", IN_CLINIC | {"minor_confidential": True}),
        _ask(MOTHER, "schedule", IN_CLINIC | {"minor_confidential": True}),
        _ask(MOTHER, "education_records", IN_SCHOOL),
        base=base,
        **lists,
    )


def _sixteen_releases() -> Document:
    release = {
        "id": "What I told my mother",
        "to": MOTHER,
        "categories": ["session_notes", "youth_confidential"],
        "from": SEPTEMBER,
        "until": JUNE,
    }
    return _sixteen(youth_releases=[release])


def _two_parents() -> Document:
    return _case(_ask(FATHER, "education_records", IN_SCHOOL), _ask(FATHER, "clinical_plan", IN_CLINIC))


def _order(kind: str, *leaves: str) -> Document:
    return {"person": FATHER, "kind": kind, "from": SEPTEMBER, "leaves": list(leaves)}


def _limited_order() -> Document:
    return _case(
        _ask(FATHER, "session_notes", IN_CLINIC),
        _ask(FATHER, "education_records", IN_SCHOOL),
        court_orders=[_order("limits_medical", "education_records", "school_plan")],
    )


def _no_contact() -> Document:
    base = _base()
    base["households"][0]["safe_at_home"] = True
    return _case(
        _ask(FATHER, "education_records", IN_SCHOOL),
        _ask(FATHER, "schedule", IN_SCHOOL),
        _ask(FATHER, "demographics", IN_SCHOOL),
        base=base,
        court_orders=[_order("no_contact", "education_records", "schedule")],
    )


def _with_program() -> Document:
    base = _base(born_on="2011-08-20")
    base["organizations"].append({"id": PROGRAM, "kind": "iop", "part2": True})
    base["people"].append({"id": OUTSIDER, "role": "iop", "organization": PROGRAM})
    base["care_team"].append({"person": OUTSIDER, "from": SEPTEMBER})
    group = {"id": GROUP, "organization": PROGRAM, "acts_for_school": False, "consent_basis": "minor_144_343"}
    base["services"].append(group | {"part2": True, "from": SEPTEMBER})
    return base


def _for_treatment() -> Document:
    return _case(_ask(OUTSIDER, "session_notes", IN_CLINIC, purpose="treatment"), base=_with_program())


def _part2() -> Document:
    record = {"custodian": PROGRAM, "services": [GROUP]}
    signed = {"from_organization": PROGRAM, "signed_by": CHILD, "part2": True, "purpose": "tpo"}
    return _case(
        _ask(THERAPIST, "sud", record),
        _ask(COUNSELOR, "sud", record, purpose="school_support"),
        base=_with_program(),
        consents=[_release("sud", to={"organization": CLINIC}, **signed)],
    )


def _part2_parent() -> Document:
    return _case(_ask(MOTHER, "sud", {"custodian": PROGRAM, "services": [GROUP]}), base=_with_program())


def _birthday() -> Document:
    base = _base(born_on="2008-11-19")
    return _case(
        _ask(MOTHER, "clinical_plan", IN_CLINIC),
        _ask(TEACHER, "school_plan", IN_CLINIC, purpose="school_support"),
        base=base,
        consents=[_release("school_plan")],
    )


def _psychotherapy() -> Document:
    base = _base()
    trainee = {
        "id": "Trainee",
        "role": "therapist",
        "organization": CLINIC,
        "trainee": True,
        "supervisor": "Supervisor",
    }
    base["people"] += [{"id": "Supervisor", "role": "supervisor", "organization": CLINIC}, trainee]
    base["care_team"] += [{"person": person, "from": SEPTEMBER} for person in ("Trainee", "Supervisor")]
    record = IN_CLINIC | {"author": "Trainee"}
    viewers = ("Trainee", "Supervisor", THERAPIST, MOTHER)
    return _case(*[_ask(viewer, "psychotherapy_notes", record) for viewer in viewers], base=base)


def _emergency() -> Document:
    base = _with_program()
    base["care_team"] = [link for link in base["care_team"] if link["person"] != OUTSIDER]
    glass = {"person": OUTSIDER, "reason": "Found alone at the station, does not speak", "from": AT}
    return _case(
        *[_ask(OUTSIDER, category, IN_CLINIC) for category in ("safety_plan", "demographics", "psychotherapy_notes")],
        base=base,
        break_glass=[glass],
    )


def _delegated() -> Document:
    base = _base()
    base["people"].append({"id": "Grandmother", "role": "caregiver"})
    delegation = {"from": "2025-11-20T00:00:00-06:00", "until": JUNE, "scope": ["clinical_plan", "education_records"]}
    base["caregivers"].append({"person": "Grandmother", "authority": "delegated"} | delegation)
    return _case(
        _ask("Grandmother", "clinical_plan", IN_CLINIC),
        _ask("Grandmother", "diagnosis", IN_CLINIC),
        base=base,
    )


def _small_numbers() -> Document:
    base = _base()
    base["organizations"].append({"id": "University", "kind": "evaluator"})
    base["people"].append({"id": "Researcher", "role": "evaluator", "organization": "University"})
    asked = _ask("Researcher", "assessments", IN_CLINIC, purpose="research", export=True)
    return _case(asked | {"cells": [41, 3, 12, 27]}, base=base)


READY = (
    ReadyCase(
        "plan-only",
        _("A release for the plan, a question about the diagnosis"),
        _("The mother released the plan for school. May the teacher read the diagnosis too?"),
        _plan_only,
    ),
    ReadyCase(
        "expired",
        _("The release ended yesterday"),
        _("The teacher opens the plan for school a day after its release ended."),
        _expired,
    ),
    ReadyCase(
        "sixteen",
        _("Sixteen, and in therapy on one's own consent"),
        _("Notes, appointments and school records: what is open to the mother?"),
        _sixteen,
    ),
    ReadyCase(
        "sixteen-released",
        _("The same youth tells the mother more"),
        _("What does the youth's own release open?"),
        _sixteen_releases,
    ),
    ReadyCase(
        "two-parents",
        _("A parent with whom the child does not live"),
        _("There is no court order. What may the father read?"),
        _two_parents,
    ),
    ReadyCase(
        "limited-order",
        _("An order that limits medical decisions"),
        _("It leaves the father the school's records."),
        _limited_order,
    ),
    ReadyCase(
        "no-contact",
        _("No contact, and an address that nobody may learn"),
        _("The order leaves the school's records and the schedule. What is cut from them?"),
        _no_contact,
    ),
    ReadyCase(
        "for-treatment",
        _("Another program asks for notes, for treatment"),
        _("It is on the care team. Nobody has signed a release."),
        _for_treatment,
    ),
    ReadyCase(
        "substance-use",
        _("Substance use records on a fifteen-year-old's own consent"),
        _("They go from the program to the clinic. May the school have them as well?"),
        _part2,
    ),
    ReadyCase(
        "substance-use-parent",
        _("A parent asks about substance use care"),
        _("The youth consented to it alone."),
        _part2_parent,
    ),
    ReadyCase(
        "birthday",
        _("The eighteenth birthday, at ten in the morning"),
        _("What remains of the mother's authority, and of the release that she signed?"),
        _birthday,
    ),
    ReadyCase(
        "psychotherapy",
        _("A trainee's psychotherapy notes"),
        _("Who else may read them: the supervisor, a colleague, a parent?"),
        _psychotherapy,
    ),
    ReadyCase(
        "emergency",
        _("A clinician without any link breaks the glass"),
        _("What opens for sixty minutes, and what never does?"),
        _emergency,
    ),
    ReadyCase(
        "delegated",
        _("A grandmother with a delegation of authority"),
        _("It was given a year ago and names two kinds of records."),
        _delegated,
    ),
    ReadyCase(
        "small-numbers",
        _("An evaluator asks for numbers of a small group"),
        _("Which cells of a table must not be shown?"),
        _small_numbers,
    ),
)
BY_KEY = {case.key: case for case in READY}
