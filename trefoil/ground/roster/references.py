"""Checks that everything a roster points to is there; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from .merging import kind_of, roles_by_user
from .types import Delivery, Kind, Mode, Part, Problem, Row, Tables, quote


class Reference(NamedTuple):
    """A column that names records of another file."""

    column: str
    target: Kind
    read: Callable[[Any], Iterable[str]]


REFERENCES: dict[Kind, tuple[Reference, ...]] = {
    Kind.ORG: (Reference("parentSourcedId", Kind.ORG, lambda r: (r.parent,)),),
    Kind.SESSION: (Reference("parentSourcedId", Kind.SESSION, lambda r: (r.parent,)),),
    Kind.COURSE: (
        Reference("orgSourcedId", Kind.ORG, lambda r: (r.org,)),
        Reference("schoolYearSourcedId", Kind.SESSION, lambda r: (r.school_year,)),
    ),
    Kind.CLASS: (
        Reference("courseSourcedId", Kind.COURSE, lambda r: (r.course,)),
        Reference("schoolSourcedId", Kind.ORG, lambda r: (r.school,)),
        Reference("termSourcedIds", Kind.SESSION, lambda r: r.terms),
    ),
    Kind.USER: (
        Reference("orgSourcedIds", Kind.ORG, lambda r: [role.org for role in r.roles]),
        Reference("primaryOrgSourcedId", Kind.ORG, lambda r: (r.primary_org,)),
    ),
    Kind.ROLE: (
        Reference("userSourcedId", Kind.USER, lambda r: (r.user,)),
        Reference("orgSourcedId", Kind.ORG, lambda r: (r.org,)),
    ),
    Kind.DEMOGRAPHICS: (Reference("sourcedId", Kind.USER, lambda r: (r.sourced_id,)),),
    Kind.ENROLLMENT: (
        Reference("classSourcedId", Kind.CLASS, lambda r: (r.school_class,)),
        Reference("schoolSourcedId", Kind.ORG, lambda r: (r.school,)),
        Reference("userSourcedId", Kind.USER, lambda r: (r.user,)),
    ),
}
_AGENTS = Reference("agentSourcedIds", Kind.USER, lambda r: r.agents)
"""Who belongs to whom ends with either of the two, so only what is delivered now is checked."""


def problems_of(kept: Tables, after: Tables, delivery: Delivery) -> list[Problem]:
    """Return every reference of the roster after a delivery that leads nowhere."""
    problems = [*_delivered(after, delivery), *_left_behind(kept, after, delivery)]
    problems += [*_circles(after, delivery), *_without_kind(after, delivery)]
    problems += _foreign(kept, delivery)
    return problems


def _delivered(after: Tables, delivery: Delivery) -> Iterator[Problem]:
    for kind, references in REFERENCES.items():
        more = (_AGENTS,) if kind is Kind.USER else ()
        for reference in (*references, *more):
            target = delivery.part(reference.target)
            if not target.is_readable:
                continue
            present = after[reference.target]
            for row in delivery.part(kind).rows.values():
                for wanted in reference.read(row.record):
                    if wanted and wanted not in present and wanted not in target.known:
                        yield _dangling(kind, row, reference, wanted, target)


def _dangling(kind: Kind, row: Row, reference: Reference, wanted: str, target: Part) -> Problem:
    file = reference.target.file
    if wanted in target.removed:
        reason = f"{quote(wanted)} is removed on line {target.removed[wanted]} of {file}"
    elif target.mode is Mode.BULK:
        reason = f"{quote(wanted)} is not in {file}"
    else:
        reason = f"{quote(wanted)} is neither in this delivery ({file}) nor known from an earlier one"
    return Problem(kind.file, row.line_of(reference.column), reference.column, reason)


def _left_behind(kept: Tables, after: Tables, delivery: Delivery) -> Iterator[Problem]:
    """Find records that stay although what they point to goes."""
    lost = {
        kind: kept.get(kind, {}).keys() - after[kind].keys() - delivery.part(kind).known
        for kind in Kind
        if delivery.part(kind).is_readable
    }
    users: Counter[tuple[Kind, str, Kind]] = Counter()
    for kind, references in REFERENCES.items():
        delivered = delivery.part(kind).rows
        for reference in references:
            gone = lost.get(reference.target)
            if not gone:
                continue
            for key, record in after[kind].items():
                if key not in delivered:
                    users.update(
                        (reference.target, wanted, kind) for wanted in reference.read(record) if wanted in gone
                    )
    for (target, wanted, kind), times in users.items():
        line = delivery.part(target).removed.get(wanted)
        rows = "1 row stays" if times == 1 else f"{times} rows stay"
        reason = f"{quote(wanted)} goes, but {rows} in {kind.file} that need it"
        yield Problem(target.file, line, "sourcedId", reason)


def _circles(after: Tables, delivery: Delivery) -> Iterator[Problem]:
    for kind in (Kind.ORG, Kind.SESSION):
        table = after[kind]
        for key, row in delivery.part(kind).rows.items():
            if _returns(table, key):
                reason = f"{quote(key)} would be above itself"
                yield Problem(kind.file, row.line_of("parentSourcedId"), "parentSourcedId", reason)


def _returns(table: dict[str, Any], start: str) -> bool:
    seen: set[str] = set()
    key = table[start].parent if start in table else ""
    while key and key in table and key not in seen:
        if key == start:
            return True
        seen.add(key)
        key = table[key].parent
    return False


def _without_kind(after: Tables, delivery: Delivery) -> Iterator[Problem]:
    """Find users of whom nobody can say whether they are students, caregivers or staff."""
    role_part, user_part = delivery.part(Kind.ROLE), delivery.part(Kind.USER)
    if not role_part.is_readable or not user_part.is_readable or role_part.known:
        return
    roles = roles_by_user(after)
    unclear = [key for key, user in after[Kind.USER].items() if not kind_of(user, roles[key])]
    silent = [key for key in unclear if not roles[key]]
    if silent and delivery.has_role_file and role_part.mode is Mode.ABSENT:
        reason = f"without this file nobody can say what {len(silent)} users are"
        yield Problem(Kind.ROLE.file, None, None, reason)
        return
    for key in unclear:
        row = user_part.rows.get(key)
        if roles[key]:
            reason = f"the primary roles of {quote(key)} disagree on who this is"
        elif row and not delivery.has_role_file:
            continue  # 1.1: the empty columns of the row have been reported
        else:
            reason = f"no role says whether {quote(key)} is a student, a caregiver or staff"
        yield Problem(Kind.USER.file, row.line if row else None, "sourcedId", reason)


def _foreign(kept: Tables, delivery: Delivery) -> Iterator[Problem]:
    """Refuse to replace the organizations of one source by entirely different ones.

    Two districts whose system gives no code of its own would otherwise wipe each other out.
    """
    part, known = delivery.part(Kind.ORG), kept.get(Kind.ORG)
    if part.mode is not Mode.BULK or not known or not part.rows:
        return
    if not known.keys() & (part.rows.keys() | part.known):
        reason = (
            "none of the organizations known from this source is in the delivery; another"
            " district needs another source.systemCode in the manifest"
        )
        yield Problem(Kind.ORG.file, None, "sourcedId", reason)
