"""One question about one item, with everything about it that several rules ask for worked out once."""

from datetime import datetime

from trefoil.ground.rulebook.types import Law

from ..situation import CaregiverFact, Facts, Item, LinkFact, PersonFact, Question, ServiceFact
from ..types import COLUMN_OF_ROLE, Category, Column, ConsentBasis, Id, OrderKind, OrganizationKind, Relation, Role
from .moment import Moment, adult_at, days_later, earliest
from .once import once
from .standing import live_orders

SCHOOLS = {OrganizationKind.SCHOOL, OrganizationKind.DISTRICT}
NOBODY = CaregiverFact(person="", authority="none")  # type: ignore[arg-type]


class Matter:
    """What is asked about and the law of it: neither who asks nor when is in it, so all who ask can share it."""

    def __init__(self, facts: Facts, category: Category, item: Item, law: Law) -> None:
        self.facts, self.category, self.item, self.law = facts, category, item, law

    def worked_out(self) -> "Matter":
        """Return the matter with everything worked out at once, for the many who will ask."""
        for name in _SHARED:
            getattr(self, name)
        return self

    @once
    def services(self) -> tuple[ServiceFact, ...]:
        """Return the services the item was made in or derived from."""
        return tuple(self.facts.services[s] for s in self.item.services)

    def made_by_school(self, organization: Id) -> bool:
        """Tell whether an organization is a school or a district."""
        found = self.facts.organizations.get(organization)
        return found is not None and found.kind in SCHOOLS

    def for_school(self, service: ServiceFact) -> bool:
        """Tell whether a service acts for the school."""
        return service.acts_for_school or self.made_by_school(service.organization)

    @once
    def school_side(self) -> bool:
        """Tell whether the item is an education record, FERPA's."""
        return self.made_by_school(self.item.custodian) or any(map(self.for_school, self.services))

    @once
    def health_side(self) -> bool:
        """Tell whether the item is a health record, HIPAA's and the Minnesota Health Records Act's."""
        if self.services:
            return not all(map(self.for_school, self.services))
        return not self.made_by_school(self.item.custodian)

    @once
    def part2(self) -> bool:
        """Tell whether the item is of a substance use program, or derived from what is."""
        if self.item.part2 or any(s.part2 for s in self.services):
            return True
        custodian = self.facts.organizations.get(self.item.custodian)
        return bool(custodian and custodian.part2) and (self.category == Category.SUD or not self.services)

    @once
    def youth_controlled(self) -> bool:
        """Tell whether the child decides about the item, and no caregiver."""
        alone = self.facts.lives_apart or self.facts.married_or_parent
        return (
            self.part2
            or self.item.minor_confidential
            or self.category in (Category.SUD, Category.YOUTH_CONFIDENTIAL)
            or any(s.consent_basis in self.law.minor_bases for s in self.services)
            or (alone and self.law.living_apart_decides and self.health_side)
        )

    @once
    def rows(self) -> tuple[Category, ...]:
        """Return the rows of the table that the item must pass."""
        rows = [self.category]
        if self.part2 and Category.SUD not in rows:
            rows.append(Category.SUD)
        if self.item.minor_confidential and Category.YOUTH_CONFIDENTIAL not in rows:
            rows.append(Category.YOUTH_CONFIDENTIAL)
        return tuple(rows)

    @once
    def court_services(self) -> tuple[ServiceFact, ...]:
        """Return the services for which a court named who consents."""
        return tuple(s for s in self.services if s.consent_basis == ConsentBasis.COURT)

    @once
    def adulthood(self) -> datetime | None:
        """Return when the child is of age."""
        born = self.facts.born_on
        return adult_at(born, self.law.adult_age, self.facts.zone) if born else None

    def limited(self, starts_at: datetime | None, ends_at: datetime | None, days: int) -> datetime | None:
        """Return the end of a period that lasts so many days at most."""
        return earliest(ends_at, starts_at and days_later(starts_at, days, self.facts.zone))


_SHARED = [name for name, found in vars(Matter).items() if isinstance(found, once)]


class Case(Matter):
    """A question with the facts, the law and the moment that decide it.

    Nothing that is kept on it knows the moment: the same question is asked of another by setting that.
    """

    def __init__(self, facts: Facts, question: Question, law: Law, moment: Moment) -> None:
        super().__init__(facts, question.category, question.item, law)
        self.question, self.moment = question, moment
        self.viewer: Id = question.viewer

    @classmethod
    def about(cls, matter: Matter, question: Question, moment: Moment) -> "Case":
        """Lay out one of several questions about a matter; its item may have been given another author."""
        case = cls(matter.facts, question, matter.law, moment)
        vars(case).update(vars(matter))
        case.item = question.item
        return case

    # Who is looking.

    @once
    def person(self) -> PersonFact:
        """Return the viewer, who is not the child."""
        return self.facts.people[self.viewer]

    @once
    def caregiver(self) -> CaregiverFact:
        """Return the viewer's entry among the caregivers; without one they have no authority."""
        return self.facts.caregivers.get(self.viewer, NOBODY)

    @once
    def own(self) -> bool:
        """Tell whether the viewer's organization made the record."""
        return self.person.organization == self.item.custodian

    @once
    def column(self) -> Column:
        """Return the viewer's column; an outside program's own clinicians treat in their own records."""
        role = self.person.role
        if role == Role.IOP and self.own:
            return Column.TREATMENT
        return COLUMN_OF_ROLE[role]  # type: ignore[index]

    @property
    def linked(self) -> bool:
        """Tell whether the viewer is on the care team now."""
        return any(self.moment.within(link.period) for link in self.links_of(self.viewer))

    @property
    def wrote_or_took_part(self) -> bool:
        """Tell whether the item is the viewer's own work or meeting."""
        return self.viewer == self.item.author or self.viewer in self.item.participants

    def links_of(self, person: Id) -> tuple[LinkFact, ...]:
        """Return somebody's times on the care team."""
        return self.facts.links_of.get(person, ())

    def professional(self, person: PersonFact) -> bool:
        """Tell whether somebody is a member of staff anywhere."""
        return not isinstance(person.role, Relation)

    @property
    def withheld(self) -> bool:
        """Tell whether the item is kept from the viewer now, by its stamp or by a decision about such items.

        School records never are; a decision does not reach what is nothing but an education record.
        """
        if self.category == Category.EDUCATION_RECORDS:
            return False
        return self.viewer in self.item.withheld_from or any(
            w.custodian == self.item.custodian
            and self.category in w.categories
            and self.health_side
            and self.moment.within(w.period)
            for w in self.facts.withholdings_from.get(self.viewer, ())
        )

    # What holds at an instant; `moment` is the question's own unless another is given.

    def adult(self, moment: Moment | None = None) -> bool:
        """Tell whether the child is of age."""
        return self.adulthood is not None and (moment or self.moment).reached(self.adulthood)

    def decides(self, who: CaregiverFact, moment: Moment | None = None) -> bool:
        """Tell whether a caregiver's authority is live: full, or delegated with the category in its scope."""
        moment = moment or self.moment
        if who.authority == "full":
            return moment.within(who.period)
        if who.authority == "delegated" and self.category in who.scope:
            starts = who.period.starts_at
            return moment.between(starts, self.limited(starts, who.period.ends_at, self.law.delegation_days))
        return False

    @property
    def no_contact(self) -> bool:
        """Tell whether a court forbids the viewer contact now."""
        return any(o.kind == OrderKind.NO_CONTACT for o in live_orders(self.facts, self.viewer, self.moment))
