"""What the parts, questions and findings of an evaluation are called."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from .types import Bears, Part, Reason, State, Status


class PartWords(NamedTuple):
    """A part: its name, what it is for, who writes it, and whose voice that is."""

    title: Any
    lead: Any
    who: Any
    voice: str


PART: dict[Part, PartWords] = {
    Part.QUESTION: PartWords(
        _("The question"), _("What somebody wants to understand, in their words."), _("Clinic"), "clinic"
    ),
    Part.RECORDS: PartWords(_("Records"), _("What school and earlier providers know already."), _("Clinic"), "clinic"),
    Part.CAREGIVER: PartWords(
        _("History from caregivers"), _("How it began and what home knows, at their own pace."), _("Caregivers"), "home"
    ),
    Part.YOUTH: PartWords(
        _("The youth's own story"), _("In their own words; what they say in confidence stays so."), _("Youth"), "home"
    ),
    Part.MEASURES: PartWords(
        _("Measures"),
        _("Questionnaires by more than one informant. A screen is not a diagnosis."),
        _("Clinic"),
        "clinic",
    ),
    Part.OBSERVATION: PartWords(
        _("Observation"), _("What somebody saw and heard, before anybody explains it."), _("School, skills"), "school"
    ),
    Part.INTERVIEW: PartWords(
        _("Clinical interview"), _("What you heard and what you saw, told as a story."), _("Clinic"), "clinic"
    ),
    Part.CULTURE: PartWords(
        _("Culture and language"), _("What belonging, faith, language and history mean here."), _("Clinic"), "clinic"
    ),
    Part.STRENGTHS: PartWords(
        _("Strengths"), _("What goes well, and who stands by this child."), _("Clinic"), "clinic"
    ),
    Part.LEVEL: PartWords(
        _("Level of care"), _("The numbers of your own CASII form, and why they fit."), _("Clinic"), "clinic"
    ),
    Part.SAFETY: PartWords(
        _("Safety"), _("What could go badly, what protects, what was agreed."), _("Clinic"), "clinic"
    ),
    Part.FORMULATION: PartWords(
        _("Formulation"), _("How all of it fits together, and what you recommend."), _("Clinic"), "clinic"
    ),
    Part.DIAGNOSES: PartWords(_("Diagnoses"), _("Codes with their evidence and their doubts."), _("Clinic"), "clinic"),
}


class FieldWords(NamedTuple):
    """A question, and help to answer it."""

    label: Any
    help: Any = ""


FIELD: dict[tuple[Part, str], FieldWords] = {
    (Part.QUESTION, "question"): FieldWords(_("What should the evaluation answer?")),
    (Part.QUESTION, "asked_by"): FieldWords(_("Who asks")),
    (Part.QUESTION, "since"): FieldWords(_("Since when, and why now")),
    (Part.CAREGIVER, "worries"): FieldWords(_("What worries you most?")),
    (Part.CAREGIVER, "began"): FieldWords(_("When did it begin?"), _("What was different in your life then?")),
    (Part.CAREGIVER, "early"): FieldWords(
        _("The first years"), _("Pregnancy, birth, walking, talking, first friends.")
    ),
    (Part.CAREGIVER, "health"): FieldWords(_("Health"), _("Illness, medicines, sleep, eating.")),
    (Part.CAREGIVER, "family"): FieldWords(
        _("Your family"), _("Who lives with you. Illness, loss or hard times in the family.")
    ),
    (Part.CAREGIVER, "school"): FieldWords(_("School"), _("What goes well there, what is hard.")),
    (Part.CAREGIVER, "tried"): FieldWords(_("What have you tried?"), _("What helped, and what did not.")),
    (Part.CAREGIVER, "good"): FieldWords(_("What is your child good at?"), _("What makes you proud?")),
    (Part.CAREGIVER, "hopes"): FieldWords(_("What do you hope for?")),
    (Part.YOUTH, "like"): FieldWords(_("What do you like doing?"), _("What are you good at?")),
    (Part.YOUTH, "hard"): FieldWords(_("What is hard right now?")),
    (Part.YOUTH, "school"): FieldWords(_("How is school?")),
    (Part.YOUTH, "people"): FieldWords(_("Who is important to you?"), _("At home, at school, anywhere.")),
    (Part.YOUTH, "helps"): FieldWords(_("What helps when it gets bad?")),
    (Part.YOUTH, "change"): FieldWords(_("What should be different?"), _("If you could change one thing.")),
    (Part.OBSERVATION, "where"): FieldWords(_("Where and when"), _("Which lesson, how long, how many children.")),
    (Part.OBSERVATION, "saw"): FieldWords(
        _("What you saw and heard"), _("As a camera would: what was done and said, how often, how long.")
    ),
    (Part.OBSERVATION, "before"): FieldWords(_("What came before, and what after")),
    (Part.OBSERVATION, "helped"): FieldWords(_("What helped")),
    (Part.OBSERVATION, "peers"): FieldWords(_("With other children"), _("Name no other child.")),
    (Part.OBSERVATION, "strength"): FieldWords(_("What went well")),
    (Part.INTERVIEW, "now"): FieldWords(_("What brings them now"), _("In their words and yours.")),
    (Part.INTERVIEW, "story"): FieldWords(_("How it developed")),
    (Part.INTERVIEW, "health"): FieldWords(_("Health and development")),
    (Part.INTERVIEW, "family"): FieldWords(_("Family")),
    (Part.INTERVIEW, "school"): FieldWords(_("School and friends")),
    (Part.INTERVIEW, "hard_times"): FieldWords(_("Hard and frightening things"), _("As far as they want to tell.")),
    (Part.INTERVIEW, "impression"): FieldWords(
        _("How they came across"), _("Appearance, mood, thinking, attention, insight.")
    ),
    (Part.CULTURE, "language"): FieldWords(
        _("Languages"), _("At home, at school, here; whether an interpreter helped.")
    ),
    (Part.CULTURE, "belongs"): FieldWords(_("Where they belong"), _("Community, faith, roots, identity.")),
    (Part.CULTURE, "meaning"): FieldWords(_("How the family explains it")),
    (Part.CULTURE, "barriers"): FieldWords(
        _("What stands in the way of help"), _("Trust, cost, way, work, immigration.")
    ),
    (Part.STRENGTHS, "child"): FieldWords(_("The child")),
    (Part.STRENGTHS, "family"): FieldWords(_("The family")),
    (Part.STRENGTHS, "around"): FieldWords(_("Around them"), _("School, friends, neighbors, community.")),
    (Part.LEVEL, "level"): FieldWords(_("Level"), _("0 to 6, as your licensed form gives it.")),
    (Part.LEVEL, "i"): FieldWords(_("Dimension I")),
    (Part.LEVEL, "ii"): FieldWords(_("Dimension II")),
    (Part.LEVEL, "iii"): FieldWords(_("Dimension III")),
    (Part.LEVEL, "iv_a"): FieldWords(_("Dimension IV-A")),
    (Part.LEVEL, "iv_b"): FieldWords(_("Dimension IV-B")),
    (Part.LEVEL, "v"): FieldWords(_("Dimension V")),
    (Part.LEVEL, "vi_a"): FieldWords(_("Dimension VI-A")),
    (Part.LEVEL, "vi_b"): FieldWords(_("Dimension VI-B")),
    (Part.LEVEL, "rationale"): FieldWords(_("Why this level fits")),
    (Part.SAFETY, "risk"): FieldWords(
        _("What could go badly"), _("Thoughts of dying, self-harm, harm to others, harm by others, running away.")
    ),
    (Part.SAFETY, "protects"): FieldWords(_("What protects")),
    (Part.SAFETY, "means"): FieldWords(_("Means within reach"), _("And what was said about them.")),
    (Part.SAFETY, "agreed"): FieldWords(_("What was agreed"), _("And who knows of it.")),
}

REASON = {
    Reason.FIRST: _("First evaluation"),
    Reason.YEARLY: _("Yearly update"),
    Reason.CHANGE: _("Update because much has changed"),
}
STATE: dict[State, tuple[Any, str]] = {
    State.OPEN: (_("in progress"), "info"),
    State.COSIGN_WAITING: (_("waits for co-signature"), "ask"),
    State.SIGNED: (_("signed"), "good"),
    State.WITHDRAWN: (_("withdrawn"), "neutral"),
}
STATUS: dict[Status, tuple[Any, str]] = {
    Status.CONFIRMED: (_("confirmed"), "good"),
    Status.PROVISIONAL: (_("provisional"), "ask"),
    Status.RULED_OUT: (_("ruled out"), "neutral"),
}
BEARS: dict[Bears, tuple[Any, str]] = {
    Bears.FOR: (_("speaks for it"), "good"),
    Bears.AGAINST: (_("speaks against it"), "ask"),
    Bears.UNCLEAR: (_("leaves it open"), "neutral"),
}


def reconsidered(code: str, title: str, before: Status, after: Status, because: str) -> str:
    """Return the addendum that a diagnosis judged anew after the signature leaves."""
    said = say("%(code)s %(title)s was %(before)s and is now %(after)s. %(because)s")
    return said % {
        "code": code,
        "title": title,
        "before": STATUS[before][0],
        "after": STATUS[after][0],
        "because": because,
    }
