"""A service, what a youth opens and a telling in plain words, in the language of who reads or signs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trefoil.ground.access.types import Basis, Category, ConsentBasis
from trefoil.ground.people.models import Child, Person

from .models import Service
from .service_rules import MINOR

BASIS_WORDS = {
    ConsentBasis.PARENT: gettext_lazy("a parent or guardian agrees (or, at 18, they themselves)"),
    ConsentBasis.MINOR_144_3431: gettext_lazy("the youth alone: outpatient mental health care, from 16"),
    ConsentBasis.MINOR_144_343: gettext_lazy("the youth alone: pregnancy, infection, alcohol or drugs"),
    ConsentBasis.MINOR_144_341: gettext_lazy("the youth alone: lives apart, is married or is a parent"),
    ConsentBasis.COURT: gettext_lazy("a person whom a court named"),
    ConsentBasis.EMERGENCY: gettext_lazy("an emergency: it could not wait for anybody's consent"),
}
# What a youth reads about their own record.
YOUTH_WORDS = {
    Category.DEMOGRAPHICS: gettext_lazy("your name, your grade and how to reach you"),
    Category.SCHEDULE: gettext_lazy("when you meet with the team, and if you came"),
    Category.SCHOOL_PLAN: gettext_lazy("your plan for school"),
    Category.CLINICAL_PLAN: gettext_lazy("your treatment plan"),
    Category.DIAGNOSIS: gettext_lazy("your diagnosis"),
    Category.ASSESSMENTS: gettext_lazy("your answers to questions, and the scores"),
    Category.SESSION_NOTES: gettext_lazy("notes about your sessions"),
    Category.SUD: gettext_lazy("care about alcohol or drugs"),
    Category.SAFETY_PLAN: gettext_lazy("your safety plan"),
    Category.CRISIS_EVENTS: gettext_lazy("times of crisis"),
    Category.EDUCATION_RECORDS: gettext_lazy("your school records"),
    Category.BEHAVIOR_OBSERVATIONS: gettext_lazy("how your days in class went"),
    Category.FAMILY_NEEDS: gettext_lazy("what your home needs"),
    Category.YOUTH_CONFIDENTIAL: gettext_lazy("what you told us just for you"),
    Category.MESSAGES: gettext_lazy("messages that they wrote or got"),
    Category.CONSENTS: gettext_lazy("who may share what about you"),
}
WHY_WORDS = {
    Basis.PARENTAL_AUTHORITY: gettext_lazy("because they can decide for you by law"),
    Basis.DELEGATED_AUTHORITY: gettext_lazy("because they were asked to stand in for a parent, on paper"),
    Basis.ORDER_LEAVES: gettext_lazy("because the law lets them"),
    Basis.YOUTH_RELEASE: gettext_lazy("because you shared it"),
    Basis.JEOPARDY_OVERRIDE: gettext_lazy("because a professional told them, to keep you safe"),
    Basis.ACTING_PARENT: gettext_lazy("because they act as your parent for school"),
    Basis.EMERGENCY_CONTACT: gettext_lazy("because they are called in an emergency"),
    Basis.CONSENT: gettext_lazy("because somebody who may decide signed for it"),
    Basis.YOUTH_CONSENT: gettext_lazy("because you signed for it"),
    Basis.CRISIS: gettext_lazy("because there is a crisis now"),
    Basis.AUTHOR: gettext_lazy("because they wrote it or were there"),
}


def youth_words(categories: Iterable[str]) -> list[str]:
    """Return categories in the words of the youth, in the order of the table."""
    wanted = set(categories)
    return [str(word) for category, word in YOUTH_WORDS.items() if category in wanted]


def asks_about_plan(service: Service) -> bool:
    """Tell whether the one who signs owes the bill, so that a parent's plan is never billed unasked (144.347)."""
    return service.consent_basis in MINOR


def text_of(service: Service, *, language: str) -> str:
    """Return the whole text that is signed for a service."""
    with translation.override(language):
        return "\n\n".join(_alone(service) if service.consent_basis in MINOR else _for_child(service))


def _alone(service: Service) -> list[str]:
    return [
        _ask(service),
        {
            ConsentBasis.MINOR_144_3431: _(
                "I am 16 or older. In Minnesota I may agree to this care myself. Nobody else has to agree."
                " (Minn. Stat. 144.3431)"
            ),
            ConsentBasis.MINOR_144_343: _(
                "In Minnesota I may agree to this care myself at any age. Nobody else has to agree."
                " (Minn. Stat. 144.343)"
            ),
            ConsentBasis.MINOR_144_341: _(
                "I live on my own, or I am married or a parent. In Minnesota I may agree to my own health care."
                " (Minn. Stat. 144.341 and 144.342)"
            ),
        }[ConsentBasis(service.consent_basis)],
        _(
            "What it means: my parents do not see this care here. Not the times, not the notes, not my answers. I can"
            " share some of it with them at any time, and take that back."
        ),
        _(
            "There is one limit. If saying nothing would put my life or health in serious danger, a professional may"
            " tell a parent what they need to know. I will be told when that happens. (Minn. Stat. 144.346)"
        ),
        _plan(service),
        _("I can end this at any time. I do not have to say why."),
    ]


def _ask(service: Service) -> str:
    said = _("I am %(name)s. I ask %(organization)s for this care: %(line)s.")
    about = {"name": service.consenter, "organization": service.line.organization.name, "line": service.line.name}
    return said % about


def _plan(service: Service) -> str:
    owed = _(
        "Who pays: I do, because I ask for this care myself. (Minn. Stat. 144.347) A parent's health plan can pay, but"
        " it may send them a letter that shows this care."
    )
    if service.signed_at and service.may_bill_plan:
        return owed + " " + _("I allow a bill to my parent's plan.")
    return owed + " " + _("No bill goes to the plan unless I say yes.")


def _for_child(service: Service) -> list[str]:
    about = {"organization": service.line.organization.name, "line": service.line.name, "child": service.child}
    said = _("I agree that %(organization)s gives %(child)s this care: %(line)s.") % about
    if service.consenter_id == service.child_id:
        said = _ask(service)
    return [
        said,
        _("I may say no. I can end this at any time, here or by telling anyone on the team."),
    ]


def text_of_release(
    child: Child, to: Person, categories: Iterable[str], *, part2: bool, ends_at: datetime, language: str
) -> str:
    """Return the whole text that a youth signs to open something to a caregiver."""
    with translation.override(language):
        listed = "\n".join(f"• {word}" for word in youth_words(categories))
        last = date_format(timezone.localtime(ends_at - timedelta.resolution), "DATE_FORMAT")
        said = [
            _("I am %(name)s. I let %(to)s see this about me:") % {"name": child.person, "to": to} + "\n" + listed,
            _("It begins now and ends on %(day)s. I can take it back at any time.") % {"day": last},
            _("What they have read until then, they still know."),
        ]
        if part2:
            said.append(
                _(
                    "This holds care about alcohol or drugs, which federal law protects (42 CFR Part 2). Only I can"
                    " let it be seen, and whoever sees it may not pass it on unless that law allows it."
                )
            )
        return "\n\n".join(said)


def named(service: Service) -> dict[str, Any]:
    """Return what a page says about a service."""
    basis = ConsentBasis(service.consent_basis)
    return {"service": service, "basis": BASIS_WORDS[basis]}
