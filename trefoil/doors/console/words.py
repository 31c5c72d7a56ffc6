"""The console's words: on what ground, how much, which category, which page."""

import re
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from trefoil.ground.access.types import Basis, Category, Scope

BASES = {
    Basis.OWN_RECORD: _("their own record"),
    Basis.PARENTAL_AUTHORITY: _("parent or guardian with authority"),
    Basis.DELEGATED_AUTHORITY: _("a dated delegation of authority"),
    Basis.ORDER_LEAVES: _("what the court order leaves open"),
    Basis.YOUTH_RELEASE: _("the youth's own release to them"),
    Basis.JEOPARDY_OVERRIDE: _("a professional tells, to avert serious harm to health"),
    Basis.ACTING_PARENT: _("acts as the parent for the school"),
    Basis.EMERGENCY_CONTACT: _("told of an open event as the emergency contact"),
    Basis.CARE_TEAM: _("on the care team"),
    Basis.AUTHOR: _("on the care team, only what they wrote or took part in"),
    Basis.COVERING: _("covers for somebody who took part"),
    Basis.SUPERVISION: _("supervises the trainee who wrote it"),
    Basis.CONSENT: _("a signed release"),
    Basis.YOUTH_CONSENT: _("a release that the youth signed"),
    Basis.OWN_STUDENT: _("the district's own student"),
    Basis.OPERATIONS: _("runs the program"),
    Basis.DEIDENTIFIED: _("without anybody in it"),
    Basis.CRISIS: _("an open crisis"),
    Basis.BREAK_GLASS: _("a declared emergency"),
    Basis.SYSTEM: _("a job of the program"),
}
CATEGORIES = {
    Category.DEMOGRAPHICS: _("Who they are"),
    Category.SCHEDULE: _("Schedule"),
    Category.SCHOOL_PLAN: _("Plan for school"),
    Category.CLINICAL_PLAN: _("Treatment plan"),
    Category.DIAGNOSIS: _("Diagnosis"),
    Category.ASSESSMENTS: _("Scores"),
    Category.SESSION_NOTES: _("Session notes"),
    Category.PSYCHOTHERAPY_NOTES: _("Psychotherapy notes"),
    Category.SUD: _("Substance use"),
    Category.SAFETY_PLAN: _("Safety plan"),
    Category.CRISIS_EVENTS: _("Crisis"),
    Category.EDUCATION_RECORDS: _("School records"),
    Category.BEHAVIOR_OBSERVATIONS: _("Classroom"),
    Category.FAMILY_NEEDS: _("Family needs"),
    Category.YOUTH_CONFIDENTIAL: _("Confidential to the youth"),
    Category.MESSAGES: _("Messages"),
    Category.CONSENTS: _("Papers"),
    Category.CUSTODY: _("Custody and court orders"),
}
SCOPES = {Scope.FULL: _("all"), Scope.MINIMUM: _("minimum"), Scope.OWN: _("own"), Scope.CARD: _("card")}
KINDS = {
    "read": _("Read"),
    "denied": _("Was refused"),
    "act": _("Did"),
    "sign_in": _("Signed in"),
}
PAGES: dict[str, Any] = {
    "today": _("Today"),
    "children": _("the list of children"),
    "find": _("the search for a child"),
    "child": _("the child's page"),
    "timeline": _("the timeline"),
    "week": _("the week"),
    "home": _("the family's page"),
    "permissions": _("the family's permissions"),
    "readers": _("who has looked"),
    "roster": _("the roster"),
    "console_children": _("the list of children, at the console"),
    "who_sees": _("who can see, and why"),
    "trail": _("the audit trail"),
    "rulebook": _("the rulebook"),
    "jobs": _("the jobs"),
    "run_again": _("letting a job run again"),
    "console_home": _("the console"),
    "console_ending": _("the releases that end soon"),
    "console_reading": _("the unusual reading"),
    "review_reading": _("the review of a reading"),
    "console_people": _("the people who may be suspended"),
    "suspend": _("suspending a person"),
    "lift": _("lifting a suspension"),
    "what_if": _("a case that is tried"),
    "what_if_child": _("what would open and close for a child"),
    "why": _("why somebody does or does not see something"),
    "break_glass": _("emergency access"),
    "review_glass": _("the review of an emergency"),
    "sign_in": _("the sign-in"),
    "chart:week": _("the week"),
    "portal:week": _("the family's week"),
    "documents:download": _("a document"),
    "consent:releases": _("the releases"),
    "consent:ask": _("asking for a release"),
    "consent:sign": _("signing a release"),
    "consent:revoke": _("ending a release"),
    "plan:plan": _("the plan"),
    "plan:for_school": _("the plan for school"),
    "plan:propose": _("proposing a change to the plan"),
    "plan:sign": _("signing the plan"),
    "portal:plan": _("the family's page of the plan"),
    "plan:acknowledge": _("acknowledging the plan for school"),
    "schedule:week": _("the schedule"),
    "schedule:child_week": _("the child's schedule"),
    "sessions:child": _("the sessions"),
    "sessions:queue": _("the notes to finish"),
    "sessions:note": _("a session note"),
    "instruments:scores": _("the scores"),
    "classroom:board": _("the classroom board"),
    "classroom:observations": _("the classroom entries"),
    "pathway:referrals": _("the referrals"),
    "pathway:waiting_list": _("the waiting list"),
    "BreakGlass": _("broke the glass"),
    "BreakGlassReviewed": _("reviewed an emergency"),
    "PackFollowed": _("signed whose law the records follow"),
    "ReadingReviewed": _("reviewed a reading"),
    "PersonSuspended": _("suspended a person"),
    "SuspensionLifted": _("lifted a suspension"),
    "JobRunAgain": _("let a job run again"),
}
AREAS = {
    "chart": _("the record"),
    "portal": _("the family's pages"),
    "console": _("the console"),
    "exchange": _("the roster"),
    "people": _("people"),
    "consent": _("releases"),
    "documents": _("documents"),
    "pathway": _("referrals"),
    "instruments": _("questionnaires"),
    "plan": _("the plan"),
    "reviews": _("meetings about the plan"),
    "schedule": _("the schedule"),
    "sessions": _("sessions"),
    "classroom": _("the classroom"),
}


def page_words(name: str) -> str:
    """Say what a page or an event is in plain words, also when nobody has written them down yet."""
    if name in PAGES:
        return str(PAGES[name])
    area, _colon, view = name.rpartition(":")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", view).replace("_", " ").lower()
    return say("%(area)s: %(page)s") % {"area": AREAS.get(area, area), "page": words} if area else words
