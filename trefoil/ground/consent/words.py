"""A release in plain words, in the language of who signs it."""

from datetime import timedelta

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trefoil.ground.access.types import Category, OrganizationKind, Purpose, Role
from trefoil.ground.people.queries import names

from .elements import FORM_VERSION
from .models import Release
from .types import Capacity, EndEvent, Reach, RevokedHow

CATEGORY_WORDS = {
    Category.DEMOGRAPHICS: gettext_lazy("name, grade and how to reach you"),
    Category.SCHEDULE: gettext_lazy("times and attendance"),
    Category.SCHOOL_PLAN: gettext_lazy("the plan for school: goals, strategies, accommodations"),
    Category.CLINICAL_PLAN: gettext_lazy("the whole treatment plan"),
    Category.DIAGNOSIS: gettext_lazy("diagnosis"),
    Category.ASSESSMENTS: gettext_lazy("questionnaire results"),
    Category.SESSION_NOTES: gettext_lazy("notes about sessions"),
    Category.SAFETY_PLAN: gettext_lazy("the safety plan"),
    Category.CRISIS_EVENTS: gettext_lazy("crisis events"),
    Category.EDUCATION_RECORDS: gettext_lazy("school records"),
    Category.BEHAVIOR_OBSERVATIONS: gettext_lazy("how the day in class went"),
    Category.FAMILY_NEEDS: gettext_lazy("what the family needs"),
    Category.MESSAGES: gettext_lazy("messages"),
    Category.YOUTH_CONFIDENTIAL: gettext_lazy("what I keep to myself"),
    Category.SUD: gettext_lazy("substance use care: that there is any, its plan, tests and notes"),
    Category.PSYCHOTHERAPY_NOTES: gettext_lazy("psychotherapy notes: what a therapist keeps apart from the record"),
    Category.CONSENTS: gettext_lazy("that you gave this permission"),
}
# What each paper says it leaves out, unless it is named. Every paper names them all, so that none tells anything.
LEFT_OUT = (
    Category.CLINICAL_PLAN,
    Category.DIAGNOSIS,
    Category.ASSESSMENTS,
    Category.SESSION_NOTES,
    Category.CRISIS_EVENTS,
    Category.SAFETY_PLAN,
    Category.EDUCATION_RECORDS,
    Category.FAMILY_NEEDS,
    Category.MESSAGES,
)
PURPOSE_WORDS = {
    Purpose.COORDINATION: gettext_lazy("to work on one plan together"),
    Purpose.SCHOOL_SUPPORT: gettext_lazy("to support your child at school"),
    Purpose.TREATMENT: gettext_lazy("to treat your child"),
    Purpose.PAYMENT: gettext_lazy("to have care paid for"),
    Purpose.OPERATIONS: gettext_lazy("to run and check the program"),
    Purpose.LEGAL: gettext_lazy("for a matter of law"),
    Purpose.RESEARCH: gettext_lazy("for research"),
    Purpose.TPO: gettext_lazy("for treatment, payment and running health care"),
}
OWN_PURPOSE_WORDS = {
    Purpose.SCHOOL_SUPPORT: gettext_lazy("to support me at school"),
    Purpose.TREATMENT: gettext_lazy("to treat me"),
}
ROLE_WORDS = {
    Role.THERAPIST: gettext_lazy("the therapists"),
    Role.SUPERVISOR: gettext_lazy("the clinical supervisors"),
    Role.PRESCRIBER: gettext_lazy("those who prescribe medicines"),
    Role.SKILLS: gettext_lazy("the skills practitioners"),
    Role.FAMILY_PEER: gettext_lazy("the family peer specialists"),
    Role.TEACHER: gettext_lazy("the teachers and classroom aides"),
    Role.SCHOOL_MH: gettext_lazy("the school's social worker, psychologist or counselor"),
    Role.IOP: gettext_lazy("the staff of the virtual program"),
    Role.HOME_DISTRICT: gettext_lazy("the coordinator of the home district"),
    Role.COUNTY: gettext_lazy("the county's case managers"),
    Role.DIRECTOR: gettext_lazy("the program's director"),
    Role.EVALUATOR: gettext_lazy("the evaluators"),
    Role.ADMIN: gettext_lazy("the privacy officer"),
}
EVENT_WORDS = {
    EndEvent.LEAVES_PROGRAM: gettext_lazy("the child leaves the program"),
    EndEvent.SERVICE_ENDS: gettext_lazy("the service it was given for ends"),
    EndEvent.EVALUATION_DONE: gettext_lazy("the evaluation it was given for is finished"),
}
CAPACITY_WORDS = {
    Capacity.PARENT: gettext_lazy("parent or guardian"),
    Capacity.COURT: gettext_lazy("the person whom a court named"),
    Capacity.YOUTH: gettext_lazy("the young person whose records these are"),
    Capacity.ADULT: gettext_lazy("the person whose records these are"),
}
HOW_WORDS = {
    RevokedHow.PORTAL: gettext_lazy("here"),
    RevokedHow.SPOKEN: gettext_lazy("by word to the team"),
    RevokedHow.WRITTEN: gettext_lazy("in a letter"),
}
PLACES = {
    OrganizationKind.SCHOOL: gettext_lazy("the school"),
    OrganizationKind.DISTRICT: gettext_lazy("the school"),
    OrganizationKind.CLINIC: gettext_lazy("the clinic"),
    OrganizationKind.IOP: gettext_lazy("the clinic"),
}
PART2_STATEMENT = gettext_lazy("42 CFR part 2 prohibits unauthorized use or disclosure of these records.")


def category_words(categories: list[str]) -> list[str]:
    """Return categories in plain words, in their order on the paper."""
    return [str(CATEGORY_WORDS[c]) for c in CATEGORY_WORDS if c in categories]


def recipient_words(release: Release) -> str:
    """Return whom a release reaches, in plain words."""
    place = release.to_organization.name if release.to_organization else ""
    if release.reach == Reach.ROLE:
        return _("%(role)s of %(place)s") % {"role": ROLE_WORDS[Role(release.to_role)], "place": place}
    if release.reach == Reach.PERSON:
        person = str(release.to_person)
        return _("%(person)s of %(place)s") % {"person": person, "place": place} if place else person
    return place


def heading_of(release: Release) -> str:
    """Return the title of a release in a list."""
    words = {"a": release.from_organization.name, "b": recipient_words(release)}
    return (_("%(a)s and %(b)s") if release.both_ways else _("%(a)s to %(b)s")) % words


def without_places(words: str, release: Release) -> str:
    """Return what is said of a release without a name that says where the child is."""
    for place in filter(None, (release.from_organization, release.to_organization)):
        words = words.replace(place.name, str(PLACES.get(OrganizationKind(place.kind), _("an agency"))))
    return words


def heading_for(release: Release, *, hides_places: bool) -> str:
    """Name both sides as a reader may know them."""
    return without_places(heading_of(release), release) if hides_places else heading_of(release)


def purpose_words(release: Release) -> str:
    """Return what a release is for, as its signer says it."""
    own = release.capacity in (Capacity.YOUTH, Capacity.ADULT)
    purpose = Purpose(release.purpose)
    return str((OWN_PURPOSE_WORDS.get(purpose) if own else None) or PURPOSE_WORDS[purpose])


def text_of(release: Release, *, language: str) -> str:
    """Return the whole text of a release, exactly as it is signed."""
    with translation.override(language):
        return "\n\n".join([*_paragraphs(release), *statements_of(release).values()])


def _paragraphs(release: Release) -> list[str]:
    return [
        _first(release),
        _("What may be shared:") + "\n" + _bullets(category_words(release.categories)),
        *_left_out(release),
        _records(release),
        _("Why: %(why)s.") % {"why": purpose_words(release)},
        *_times(release),
        _("I sign as %(capacity)s (%(evidence)s).")
        % {
            "capacity": CAPACITY_WORDS[Capacity(release.capacity or Capacity.PARENT)],
            "evidence": release.evidence or "–",
        },
        _language(release),
    ]


def _first(release: Release) -> str:
    giver, child = release.from_organization.name, names([release.child_id]).get(release.child_id, _("the child"))
    if release.both_ways:
        first = _("I allow %(giver)s and %(taker)s to share information about %(child)s with each other.")
    elif release.reach == Reach.PERSON:
        first = _("I allow %(giver)s to share information about %(child)s with %(taker)s, and with nobody else.")
    else:
        first = _("I allow %(giver)s to share information about %(child)s with %(taker)s.")
    return first % {"giver": giver, "taker": recipient_words(release), "child": child}


def _bullets(words: list[str]) -> str:
    return "\n".join(f"• {word}" for word in words)


def _left_out(release: Release) -> list[str]:
    if release.part2 or release.psychotherapy:
        return [_("Nothing else is shared by this paper.")]
    left = [c for c in LEFT_OUT if c not in release.categories]
    words = [_("What is not shared by this:") + "\n" + _bullets(category_words(list(left)))] if left else []
    apart = _(
        "Notes that a therapist keeps apart, substance use care, and what a young person keeps to themselves are never"
        " shared by a paper like this unless it names them: each of them needs its own."
    )
    return [*words, apart]


def _records(release: Release) -> str:
    if release.opens_pages:
        return _("This is about all records of these kinds: those that are there now and those made while this holds.")
    days = {
        "first": date_format(release.records_from, "DATE_FORMAT") if release.records_from else "…",
        "last": date_format(release.records_until, "DATE_FORMAT") if release.records_until else "…",
    }
    which = _("This is about records of the days from %(first)s to %(last)s only.") % days
    by_hand = _("It opens no page here: whoever keeps the records hands out what this paper names.")
    return f"{which} {by_hand}" if release.records_from or release.records_until else by_hand


def _times(release: Release) -> list[str]:
    day = date_format(timezone.localtime(release.ends_at - timedelta.resolution), "DATE_FORMAT")
    lines = [_("It begins when I sign and ends on %(day)s.") % {"day": day}]
    if release.on_paper:
        lines = [_("It begins when this paper is entered and ends on %(day)s.") % {"day": day}]
    if release.end_event:
        event = EVENT_WORDS[EndEvent(release.end_event)]
        lines.append(_("It ends before that if %(event)s.") % {"event": event})
    return lines


def _language(release: Release) -> str:
    language = translation.get_language_info(translation.get_language())["name_local"]
    if release.interpreter:
        words = {"language": language, "person": release.interpreter}
        return _("I read this in %(language)s, or it was read to me by an interpreter: %(person)s.") % words
    return _("I read this in %(language)s.") % {"language": language}


def statements_of(release: Release) -> dict[str, str]:
    """Return what every signer must be told, by the name of the element."""
    said = {
        "refusing": _(
            "I may say no. Care, school and what my family can get do not depend on it, and nobody asks me why."
        ),
        "right_to_revoke": _(
            "I can end this at any time: here under Permissions, or by telling or writing to anyone on the team. From"
            " that moment nothing more can be read under it."
        ),
        "not_called_back": _(
            "What was read before then cannot be called back. A copy that a school keeps becomes a school record and"
            " stays with the school."
        ),
        "redisclosure": _(
            "Whoever receives this may pass it on where their law allows it, and then it may no longer be protected"
            " here. A school may not pass on what it received without asking again, except where school law allows it"
            " (34 CFR 99.33); in Minnesota, who received health records from a provider needs a new permission to pass"
            " them on."
        ),
    }
    if release.part2:
        said |= _part2()
    if release.psychotherapy:
        said["psychotherapy"] = _(
            "This paper is about psychotherapy notes alone and is joined to no other. Here such notes are opened to"
            " nobody but their author and, for a trainee, the supervisor; no permission changes that. Signing opens no"
            " page. It lets the author hand them out to whom this paper names."
        )
    said["copy"] = _("A copy of this paper stays here for me, to read and to print at any time.")
    said["form"] = _("Form %(version)s.") % {"version": release.form_version or FORM_VERSION}
    return said


def _part2() -> dict[str, str]:
    return {
        "part2": str(PART2_STATEMENT),
        "part2_alone": _(
            "I alone decide about these records, at whatever age: nobody else is asked and nobody else is told. Notes"
            " of substance use counseling that are kept apart, and any use of these records in a proceeding against"
            " me, are not part of this: each needs its own paper. Where this is for treatment, payment and running"
            " health care, a health care provider who receives it may use and pass it on as health privacy law"
            " allows, but not in a proceeding against me. A school has no such right."
        ),
    }
