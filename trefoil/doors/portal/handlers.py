"""What the contexts of care bring when the record is asked for: notes, plans, scores, in the eyes of who asks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from trefoil.care.instruments import packs
from trefoil.care.instruments.models import Score
from trefoil.care.plan.models import PlanVersion, SchoolPlan
from trefoil.care.plan.types import VersionState
from trefoil.care.sessions.models import Note
from trefoil.ground.requests.offers import bring, narrowed
from trefoil.ground.requests.types import Item, Wanted


def notes(wanted: Wanted) -> Iterable[Item]:
    """Offer the signed notes about sessions, word for word."""
    found = narrowed(Note.objects.filter(child_id=wanted.child_id).exclude(state="draft"), wanted)
    for note in found.select_related("author"):
        yield Item(
            kind="note",
            id=note.pk,
            at=note.at,
            category=note.compartment.category,
            compartment=note.compartment_id,
            line=_("Note about a session"),
            text="\n".join(filter(None, (note.did, note.went, note.next))),
            who=str(note.author),
        )


def plans(wanted: Wanted) -> Iterable[Item]:
    """Offer the plan in each version that was signed: its goals and what is done for them."""
    versions = PlanVersion.objects.filter(child_id=wanted.child_id).exclude(state=VersionState.DRAFT)
    for version in narrowed(versions, wanted).select_related("drafted_by"):
        yield _plan("plan", version, _("The whole plan, version %(n)s"), version.plan.goals, version.drafted_by)


def school_plans(wanted: Wanted) -> Iterable[Item]:
    """Offer the plan for school in each version that was shared."""
    parts = SchoolPlan.objects.filter(child_id=wanted.child_id, published_at__isnull=False)
    for part in narrowed(parts, wanted).select_related("author"):
        yield _plan("school_plan", part, _("The plan for school, version %(n)s"), part.sheet.goals, part.author)


def _plan(kind: str, row: PlanVersion | SchoolPlan, title: str, goals: Iterable, author: object) -> Item:
    lines = []
    for goal in goals:
        lines += [f"• {goal.title}", *(f"  – {strategy.text}" for strategy in goal.strategies)]
    return Item(
        kind=kind,
        id=row.pk,
        at=row.at,
        category=row.compartment.category,
        compartment=row.compartment_id,
        line=title % {"n": row.number},
        text="\n".join(lines),
        who=str(author),
    )


def scores(wanted: Wanted) -> Iterable[Item]:
    """Offer the results of questionnaires."""
    known = packs.installed()
    found = narrowed(Score.objects.filter(child_id=wanted.child_id), wanted)
    for score in found.select_related("author"):
        named = known.get(score.instrument)
        title = named.name if named else score.instrument
        value = _("not all was answered") if score.value is None else str(score.value)
        yield Item(
            kind="score",
            id=score.pk,
            at=score.at,
            category=score.compartment.category,
            compartment=score.compartment_id,
            line=f"{title}: {value}",
            text=_("A questionnaire is a screen, not a diagnosis."),
            who=str(score.author),
        )


bring("note", notes)
bring("plan", plans)
bring("school_plan", school_plans)
bring("score", scores)
