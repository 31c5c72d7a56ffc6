"""The accounting of disclosures: everything that left one organization for another (45 CFR 164.528, 34 CFR 99.32)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trefoil.ground.access.actions import compartment_for, require, tell
from trefoil.ground.access.models import Compartment
from trefoil.ground.access.types import Category, May
from trefoil.ground.consent.models import Release
from trefoil.ground.kit.refusal import refuse_if
from trefoil.ground.people.models import Child, Organization, Person
from trefoil.ground.rulebook.queries import law
from trefoil.ground.rulebook.types import Rule

from . import events, rules, words
from .models import Disclosure
from .types import Ground

PAGE = 60


@dataclass(frozen=True)
class Line:
    """One reader, or one sending, on one day."""

    kind: str
    day: date
    last_at: datetime
    times: int
    who: str
    title: str
    organization: str
    custodian: str
    categories: tuple[str, ...]
    bases: tuple[str, ...]
    release_id: UUID | None
    released_at: datetime | None
    what: str
    channel: str
    until: date | None = None
    """The last day, where several are one line."""

    @property
    def kinds(self) -> list[str]:
        """Return what it was, in plain words."""
        return words.kinds(self.categories)

    @property
    def why(self) -> str:
        """Return what it rests on, in plain words."""
        return _why(self.bases, self.released_at)

    @property
    def how(self) -> str:
        """Return how it went, in plain words."""
        if self.kind == "outside":
            return str(words.CHANNELS.get(self.channel, ""))  # type: ignore[call-overload]
        if self.kind == "published":
            return _("the plan for school was shared")
        return _("read once") if self.times == 1 else _("read %(n)s times") % {"n": self.times}


def _why(bases: Iterable[str], released_at: datetime | None) -> str:
    found = set(bases)
    grounds = [str(words.GROUNDS[g]) for g in Ground if g in found and g != Ground.RELEASE]
    said = [str(words.WHY[b]) for b in words.WHY if b in found]
    if released_at:
        day = date_format(timezone.localtime(released_at), "DATE_FORMAT")
        said.insert(0, _("permission of %(day)s") % {"day": day})
    if not (said or grounds):
        return _("permission") if found & {"consent", "release"} else _("work for the child")
    return words.joined([*said, *grounds])


def kept(child_id: UUID, day: date) -> list[Rule]:
    """Return how long an accounting is kept, by the law of each organization whose records the viewer knows of."""
    keepers = Compartment.objects.filter(child_id=child_id).values("custodian_id")
    packs = set(Organization.objects.filter(pk__in=keepers).values_list("pack", flat=True))
    laws = [law(pack, day).rules for pack in sorted(packs)]
    found = [rules[key] for key in words.KEPT for rules in laws if key in rules]
    return list({rule.says: rule for rule in found}.values())


_LINES = """
select kind, day, last_at, times,
  coalesce(person, ''), coalesce(title, ''), coalesce(organization, ''), custodian, categories,
  bases, release_id, released_at, what, channel
from disclosures_of(%s, %s) where (%s::date is null or day >= %s) order by last_at desc, kind limit %s offset %s
"""


def lines(child_id: UUID, *, since: date | None = None, limit: int = PAGE, page: int = 1) -> tuple[list[Line], bool]:
    """Return what left, newest first, as far as the viewer may know of it, and whether there is more."""
    with connection.cursor() as cursor:
        asked: list[Any] = [child_id, settings.TIME_ZONE, since, since, limit + 1, (page - 1) * limit]
        cursor.execute(_LINES, asked)
        rows = cursor.fetchall()
    return [_line(row) for row in rows[:limit]], len(rows) > limit


def _line(row: tuple[Any, ...]) -> Line:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    return Line(*values)


def by_month(found: Iterable[Line]) -> list[Line]:
    """Return lines as they stand on paper: what one person read in a month, of one record and on one ground, is one."""
    together: dict[tuple[object, ...], Line] = {}
    for line in found:
        alike: tuple[object, ...] = (line.who, line.organization, line.custodian, line.why, line.day.replace(day=1))
        key = alike if line.kind == "read" else (line.last_at, line.what, line.who)
        first = together.get(key)
        together[key] = line if first is None else _joined(first, line)
    return list(together.values())


def _joined(one: Line, other: Line) -> Line:
    return replace(
        one,
        day=min(one.day, other.day),
        until=max(one.until or one.day, other.until or other.day),
        times=one.times + other.times,
        categories=tuple({*one.categories, *other.categories}),
    )


@transaction.atomic
def record(
    *,
    child: Child,
    categories: Iterable[str],
    what: str,
    to: str,
    channel: str,
    ground: str,
    purpose: str,
    sent_at: datetime,
    by: Person,
    at: datetime,
    address: str = "",
    release: Release | None = None,
    services: Iterable[UUID] = (),
    part2: bool = False,
) -> list[Disclosure]:
    """Write down what was sent outside by hand; each part lives where only those learn of it who may.

    Args:
        services: the services it came from; of one that the youth started alone, no guardian learns.
        part2: it came from a substance use program, and went with the statement of 42 CFR 2.32.
    """
    has_release = release is not None and release.child_id == child.pk
    refuse_if(rules.why_not_record(ground=ground, has_release=has_release, what=what, to=to, at=sent_at, moment=at))
    asked = set(categories)
    secret = asked & rules.OF_YOUTH
    stamp: dict[str, Any] = {"services": sorted(services, key=str)} if services else {}
    if ground == Ground.REPORT:
        stamp |= {"maltreatment_report": True, "author_id": by.pk}  # 260E: no family member learns of a report
    made = [
        _write(child, by, at, part, stamp | ({"confidential": True} if part is secret else {}), {
            "at": sent_at, "what": what.strip(), "to": to.strip(), "address": address.strip(), "channel": channel,
            "ground": ground, "purpose": purpose.strip(), "release": release, "part2": part2 or Category.SUD in part,
        })
        for part in (asked - secret, secret) if part
    ]  # fmt: skip
    refuse_if("Choose what kinds of information were sent." if not made else None)
    return made


def _write(child: Child, by: Person, at: datetime, categories: set[str], stamp: dict, told: dict) -> Disclosure:
    compartment = compartment_for(
        child_id=child.pk, category=Category.CONSENTS, custodian_id=by.staff.organization_id, **stamp
    )
    require(by, compartment, May.RESPOND if stamp.get("maltreatment_report") else May.WRITE)
    made = Disclosure(
        compartment=compartment,
        child=child,
        categories=sorted(categories),
        recorded_by=by,
        recorded_at=at,
        **told,
    )
    made.save(force_insert=True)
    event = events.DisclosureRecorded(child_id=child.pk, disclosure_id=made.pk, at=at)
    tell(event, by=by, compartment=compartment)
    return made
