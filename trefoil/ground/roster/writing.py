"""Writes what a delivery changes, in batches; what is gone is marked and stays."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Model

from trefoil.ground.access.actions import compartment_for
from trefoil.ground.access.types import Category
from trefoil.ground.kit.ids import new_id
from trefoil.ground.people.models import Organization

from . import rules
from .bulk import Columns, upsert
from .keeping import packed_role
from .models import (
    AcademicSession,
    ClassEnrollment,
    Course,
    RosterClass,
    RosterOrganization,
    RosterPerson,
    RosterRelationship,
    RosterSource,
)
from .types import Changes, Enrollment, Entity, Link, PersonEntry, Progress, Roster

BATCH = 4_000
MODELS: dict[Entity, type[Model]] = {
    Entity.ORG: RosterOrganization,
    Entity.SESSION: AcademicSession,
    Entity.COURSE: Course,
    Entity.CLASS: RosterClass,
    Entity.PERSON: RosterPerson,
    Entity.ENROLLMENT: ClassEnrollment,
    Entity.LINK: RosterRelationship,
}


class Writer:
    """Writes one delivery's changes to one source."""

    def __init__(
        self,
        source: RosterSource,
        after: Roster,
        changes: Changes,
        *,
        at: datetime,
        into: Organization | None,
        progress: Progress,
    ) -> None:
        self.source = source
        self.after = after
        self.changes = changes
        self.at = at
        self.into = into
        self.progress = progress
        self.done = 0
        self.total = sum(len(c.new) + len(c.changed) + len(c.gone) for c in changes.values())
        self.ids: dict[Entity, dict[str, UUID]] = {}
        self.compartments: dict[str, int] = {}
        self.organizations: dict[str, UUID] = {}

    def write(self) -> None:
        """Write everything; the caller's transaction makes it all or nothing."""
        self.ids = {entity: self._ids(entity) for entity in _NAMED}
        self._open_organizations()
        for entity in (*_NAMED, Entity.ENROLLMENT, Entity.LINK):
            self._write(entity)
        for entity in Entity:
            self._mark_gone(entity)

    def _ids(self, entity: Entity) -> dict[str, UUID]:
        """Return the ids of a table's rows, gone ones too, and new ones for what is new."""
        found = MODELS[entity]._default_manager.filter(source=self.source)
        ids = dict(found.values_list("sourced_id", "id").iterator(chunk_size=BATCH))
        for key in self.changes[entity].new:
            ids.setdefault(key, new_id())
        return ids

    def _open_organizations(self) -> None:
        known = RosterOrganization.objects.filter(source=self.source)
        self.organizations = dict(known.values_list("sourced_id", "organization_id"))
        orgs = self.after[Entity.ORG]
        chosen = self._chosen()
        for key in sorted(self.changes[Entity.ORG].new, key=lambda key: _depth(key, orgs)):
            if key in self.organizations:
                continue
            self.organizations[key] = self.into.pk if key == chosen else self._new(key)  # type: ignore[union-attr]

    def _chosen(self) -> str | None:
        if self.into is None or self.into.pk in self.organizations.values():
            return None
        return next(iter(rules.top_of_kind(self.into.kind, self.after[Entity.ORG])), None)  # type: ignore[arg-type]

    def _new(self, key: str) -> UUID:
        """Find the school of that name under the same district, or open a new organization."""
        org = self.after[Entity.ORG][key]
        above = self.organizations.get(org.parent)
        kind = rules.kind_of_organization(org.type)
        alike = Organization.objects.filter(name=org.name, kind=kind, parent_id=above)
        taken = set(self.organizations.values())
        same = [one.pk for one in alike[:3] if one.pk not in taken] if above else []
        if len(same) == 1:
            return same[0]
        opened = Organization.objects.create(name=org.name[:200], kind=kind, parent_id=above)
        return opened.pk

    def _write(self, entity: Entity) -> None:
        change, build = self.changes[entity], _BUILDERS[entity]
        model = MODELS[entity]
        unique = ["student", "contact"] if entity is Entity.LINK else ["source", "sourced_id"]
        for keys in _batches([*change.new, *change.changed]):
            upsert(model, [build(self, key) for key in keys], unique)
            self._tell(len(keys))

    def _mark_gone(self, entity: Entity) -> None:
        found = MODELS[entity]._default_manager.filter(source=self.source, gone_at=None)
        gone: Iterable[Any] = self.changes[entity].gone
        column = "sourced_id__in"
        if entity is Entity.LINK and gone:
            pairs = set(gone)
            columns = ("pk", "student__sourced_id", "contact__sourced_id")
            gone = [pk for pk, *pair in found.values_list(*columns) if tuple(pair) in pairs]
            column = "pk__in"
        for keys in _batches(gone):
            found.filter(**{column: keys}).update(gone_at=self.at)
            self._tell(len(keys))

    def _tell(self, count: int) -> None:
        self.done += count
        self.progress("writing", self.done, self.total)

    def compartment(self, org: str) -> int:
        """Return the compartment in which an organization's roster lives."""
        if org not in self.compartments:
            custodian = rules.custodian_of(org, self.after[Entity.ORG])
            opened = compartment_for(
                child_id=None,
                category=Category.EDUCATION_RECORDS,
                custodian_id=self.organizations[custodian],
            )
            self.compartments[org] = opened.pk
        return self.compartments[org]

    def compartment_of(self, person: str) -> int:
        """Return the compartment of somebody's rows."""
        return self.compartment(self.after[Entity.PERSON][person].org)


_NAMED = (Entity.ORG, Entity.SESSION, Entity.COURSE, Entity.CLASS, Entity.PERSON)


def _batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _depth(key: str, orgs: dict[str, Any]) -> int:
    depth = 0
    while (key := orgs[key].parent) and key in orgs:
        depth += 1
    return depth


def _named(writer: Writer, entity: Entity, key: str, **more: Any) -> Columns:
    return {
        "id": writer.ids[entity][key],
        "source_id": writer.source.pk,
        "sourced_id": key,
        "gone_at": None,
    } | more


def _org(writer: Writer, key: str) -> Columns:
    record = writer.after[Entity.ORG][key]
    return _named(
        writer,
        Entity.ORG,
        key,
        name=record.name,
        type=record.type,
        identifier=record.identifier,
        parent_id=writer.ids[Entity.ORG].get(record.parent),
        organization_id=writer.organizations[key],
    )


def _session(writer: Writer, key: str) -> Columns:
    record = writer.after[Entity.SESSION][key]
    fields = record._asdict() | {"parent_id": writer.ids[Entity.SESSION].get(record.parent)}
    return _named(writer, Entity.SESSION, key, **_without(fields, "sourced_id", "parent"))


def _course(writer: Writer, key: str) -> Columns:
    record = writer.after[Entity.COURSE][key]
    return _named(
        writer,
        Entity.COURSE,
        key,
        title=record.title,
        code=record.code,
        grades=record.grades,
        subjects=record.subjects,
        org_id=writer.ids[Entity.ORG][record.org],
        school_year_id=writer.ids[Entity.SESSION].get(record.school_year),
    )


def _class(writer: Writer, key: str) -> Columns:
    record = writer.after[Entity.CLASS][key]
    fields = record._asdict() | {
        "course_id": writer.ids[Entity.COURSE][record.course],
        "school_id": writer.ids[Entity.ORG][record.school],
    }
    return _named(writer, Entity.CLASS, key, **_without(fields, "sourced_id", "course", "school"))


def _person(writer: Writer, key: str) -> Columns:
    entry: PersonEntry = writer.after[Entity.PERSON][key]
    fields = entry.user._asdict() | {
        "compartment_id": writer.compartment(entry.org),
        "kind": entry.kind.value,
        "org_id": writer.ids[Entity.ORG][entry.org],
        "roles": json.dumps([packed_role(role) for role in entry.roles]),
        "born_on": entry.demographics.born_on,
        "sex": entry.demographics.sex,
    }
    return _named(writer, Entity.PERSON, key, **_without(fields, "sourced_id"))


def _enrollment(writer: Writer, key: str) -> Columns:
    record: Enrollment = writer.after[Entity.ENROLLMENT][key]
    return {
        "id": new_id(),
        "source_id": writer.source.pk,
        "sourced_id": key,
        "gone_at": None,
        "compartment_id": writer.compartment_of(record.user),
        "person_id": writer.ids[Entity.PERSON][record.user],
        "school_class_id": writer.ids[Entity.CLASS][record.school_class],
        "school_id": writer.ids[Entity.ORG][record.school],
        "role": record.role,
        "is_primary": record.is_primary,
        "begins_on": record.begins_on,
        "ends_on": record.ends_on,
    }


def _link(writer: Writer, key: tuple[str, str]) -> Columns:
    record: Link = writer.after[Entity.LINK][key]
    people = writer.ids[Entity.PERSON]
    return {
        "id": new_id(),
        "source_id": writer.source.pk,
        "gone_at": None,
        "compartment_id": writer.compartment_of(record.student),
        "student_id": people[record.student],
        "contact_id": people[record.contact],
        **_without(record._asdict(), "student", "contact"),
    }


def _without(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


_BUILDERS: dict[Entity, Callable[[Writer, Any], Columns]] = {
    Entity.ORG: _org,
    Entity.SESSION: _session,
    Entity.COURSE: _course,
    Entity.CLASS: _class,
    Entity.PERSON: _person,
    Entity.ENROLLMENT: _enrollment,
    Entity.LINK: _link,
}
