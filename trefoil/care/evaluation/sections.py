"""The text of an evaluation as it is signed: every part in words, each in the place where its readers are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trefoil.ground.access.types import Category

from . import places, rules
from .models import Contribution
from .queries import Considered, Gathered
from .types import BY_CLINIC, FIELDS, Block, Part, Status
from .words import BEARS, FIELD, PART, STATUS


@dataclass(frozen=True)
class Section:
    """One part of the text."""

    compartment_id: int
    part: Part
    title: str
    blocks: list[Block]
    closed: str = ""
    """To whom of the family it is closed, for who signs."""


def compose(gathered: Gathered, why_missing: str = "") -> list[Section]:
    """Return the whole text in the language of the record; what people told stays in the language they told it in."""
    with translation.override("en"):
        return [section for section in _sections(gathered, why_missing) if section.blocks]


def _sections(gathered: Gathered, why_missing: str) -> Iterator[Section]:
    evaluation = gathered.evaluation
    here, conclusions = evaluation.compartment_id, places.place_of_conclusions(evaluation).pk
    by_part = {part: [c for c in gathered.contributions if c.part == part] for part in Part}
    yield from (_written(c, Part.QUESTION) for c in by_part[Part.QUESTION])
    yield Section(here, Part.RECORDS, _title(Part.RECORDS), _records(gathered))
    for part in (Part.CAREGIVER, Part.YOUTH):
        yield from (_written(c, part, told_by=str(c.author)) for c in by_part[part])
    yield Section(here, Part.MEASURES, _title(Part.MEASURES), _measures(gathered))
    yield from (_observed(c, here) for c in reversed(gathered.observations))
    for part in BY_CLINIC[1:]:
        yield from (_written(c, part) for c in by_part[part])
    yield Section(conclusions, Part.FORMULATION, _title(Part.FORMULATION), _formulation(gathered, why_missing))
    yield from _diagnoses(gathered.considered, conclusions)


def _title(part: Part) -> str:
    return str(PART[part].title)


def _written(contribution: Contribution, part: Part, *, told_by: str = "") -> Section:
    name = _("%(part)s, in confidence") % {"part": _title(part)} if is_confided(contribution) else _title(part)
    title = f"{name}: {told_by}" if told_by else name
    return Section(contribution.compartment_id, part, title, blocks_of(contribution), closed_to(contribution))


def closed_to(contribution: Contribution) -> str:
    """Say to whom of the family a contribution is closed; nothing where all who decide for the child read it."""
    if is_confided(contribution):
        return _("in confidence: the guardians do not read this")
    return _("read by this home, not by another") if contribution.compartment.household_id else ""


def is_confided(contribution: Contribution) -> bool:
    """Tell whether a youth said it in confidence."""
    return contribution.compartment.category == Category.YOUTH_CONFIDENTIAL


def _observed(contribution: Contribution, here: int) -> Section:
    """Return an observation as the clinic keeps it in its own report; the school's own stays where it is."""
    title = _("Observation by %(who)s, %(day)s") % {"who": contribution.author, "day": _day(contribution.at)}
    return Section(here, Part.OBSERVATION, title, blocks_of(contribution))


def blocks_of(contribution: Contribution) -> list[Block]:
    """Return the answers of a contribution under their questions."""
    part, content = Part(contribution.part), contribution.content
    if part is Part.LEVEL:
        return _level(content)
    return [Block(str(FIELD[part, name].label), content[name]) for name in FIELDS[part] if content.get(name)]


def _level(content: dict[str, str]) -> list[Block]:
    rated = [name for name in FIELDS[Part.LEVEL] if name not in ("level", "rationale") and content.get(name)]
    numbers = ", ".join(f"{str(FIELD[Part.LEVEL, name].label).split()[-1]} {content[name]}" for name in rated)
    said = _("Level %(level)s of 0 to 6 (CASII)") % content
    return [
        Block(said, _("Ratings: %(numbers)s") % {"numbers": numbers} if numbers else ""),
        Block(str(FIELD[Part.LEVEL, "rationale"].label), content.get("rationale", "")),
    ]


def _records(gathered: Gathered) -> list[Block]:
    return [
        Block(
            f"{row.from_whom}: {row.what}",
            _("Asked for on %(asked)s, received on %(received)s. %(outcome)s")
            % {"asked": _day(row.asked_on), "received": _day(row.received_on), "outcome": row.outcome}
            if row.received_on
            else _("Asked for on %(asked)s, not received.") % {"asked": _day(row.asked_on)},
        )
        for row in gathered.records
    ]


def _measures(gathered: Gathered) -> list[Block]:
    return [
        Block(
            _("%(name)s, answered by %(who)s, %(day)s") % {"name": m.name, "who": m.answered_by, "day": _day(m.at)},
            _("Not computable: answers are missing.")
            if m.value is None
            else _("%(value)s of %(maximum)s. %(band)s")
            % {"value": f"{m.value:g}", "maximum": f"{m.maximum:g}", "band": m.band},
        )
        for m in reversed(gathered.measures)
    ]


def _formulation(gathered: Gathered, why_missing: str) -> list[Block]:
    written = gathered.formulation
    if written is None:
        return []
    blocks = [Block(_("How we understand it"), written.summary), Block(_("What we recommend"), written.recommends)]
    if written.finds_none:
        blocks.append(Block(_("Diagnosis"), _("No diagnosis is made.")))
    gaps = [_title(part) for part in rules.missing(gathered.done)]
    if gaps:
        blocks.append(Block(_("Signed without: %(parts)s") % {"parts": ", ".join(gaps)}, why_missing))
    return [block for block in blocks if block.text]


def _diagnoses(considered: list[Considered], conclusions: int) -> Iterator[Section]:
    """Return the diagnoses; evidence that rests on a confidence, or on one home, in a section of its own place."""
    yield Section(
        conclusions, Part.DIAGNOSES, _title(Part.DIAGNOSES), [_diagnosis(one, conclusions) for one in considered]
    )
    elsewhere = sorted({e.compartment_id for one in considered for e in one.evidence} - {conclusions})
    for place in elsewhere:
        blocks = [
            Block(f"{one.diagnosis.code} {one.diagnosis.title}", _evidence(one, place))
            for one in considered
            if _evidence(one, place)
        ]
        closed = _("only for those who read what it rests on")
        yield Section(place, Part.DIAGNOSES, _("More evidence for the diagnoses"), blocks, closed)


def _diagnosis(one: Considered, place: int) -> Block:
    label = f"{one.diagnosis.code} {one.diagnosis.title}: {STATUS[one.status][0]}"
    history = [f"{_day(j.at)}, {STATUS[Status(j.status)][0]}: {j.because}" for j in one.judgments]
    return Block(label, "\n".join(filter(None, ["\n".join(history), _evidence(one, place)])))


def _evidence(one: Considered, place: int) -> str:
    found = [e for e in one.evidence if e.compartment_id == place]
    return "\n".join(
        f"• {e.criterion}: {e.seen} ({', '.join(filter(None, [str(BEARS[e.bears][0]), e.source]))})"  # type: ignore[index]
        for e in found
    )


def _day(when: date | datetime) -> str:
    day = timezone.localtime(when).date() if isinstance(when, datetime) else when
    return date_format(day, "F j, Y")
