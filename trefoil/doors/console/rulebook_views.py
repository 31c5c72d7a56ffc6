"""The rulebook on the screen: the packs, who follows which, and every rule with its source."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trefoil.ground.access.gate import deny
from trefoil.ground.access.jobs import rebuild_grants
from trefoil.ground.access.models import AuditEntry
from trefoil.ground.access.types import Category, Role
from trefoil.ground.kit import queue
from trefoil.ground.kit.refusal import Refused
from trefoil.ground.people.law import follow_pack
from trefoil.ground.people.models import Organization
from trefoil.ground.people.types import Kind
from trefoil.ground.rulebook import queries, words
from trefoil.ground.rulebook.rules import differences, law_on, rules_on
from trefoil.ground.rulebook.types import COLUMNS, BadPack, Certainty, Law, Pack, Rule

from .forms import FollowForm
from .words import CATEGORIES


@require_safe
def rulebook(request: HttpRequest) -> HttpResponse:
    """Show the packs, and which organization follows which."""
    _staff_only(request)
    shelf = queries.shelf()
    followers = _followers()
    packs = [
        {
            "pack": pack,
            "number": len(rules_on(pack, timezone.localdate(request.at))),
            "followers": followers.get(pack.id, []),
        }
        for pack in shelf.packs
    ]
    context = {"packs": packs, "troubles": shelf.troubles, "rebuilding": queue.latest(rebuild_grants.name)}
    return render(request, "console/rulebook.html", context)


@require_safe
def pack(request: HttpRequest, pack: str) -> HttpResponse:
    """Show one pack as it stands on a day: the decision table, and every rule."""
    _staff_only(request)
    day = _day(request)
    try:
        found = queries.find(pack)
        law = law_on(found, day)
    except BadPack as trouble:
        raise Http404 from trouble
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "sure")}
    rules = _narrowed(law.rules.values(), asked["q"], asked["sure"])
    context = {
        "pack": found,
        "day": day,
        "then": day != timezone.localdate(request.at),
        "asked": asked,
        "groups": [(name, [_shown(rule) for rule in members]) for name, members in words.grouped(rules)],
        "other": [_shown(rule) for rule in _out_of_force(found, day)],
        "table": _table(law),
        "columns": [(letter, words.COLUMN_WORDS[letter]) for letter in COLUMNS],
        "codes": words.CODE_WORDS.items(),
        "certainties": words.CERTAINTIES.items(),
        "followers": _followers().get(found.id, []),
        "may_follow": _may_follow(request, found),
        "rebuilding": queue.latest(rebuild_grants.name),
    }
    return render(request, "console/pack.html", context)


def follow(request: HttpRequest, pack: str) -> HttpResponse:
    """Show what changes when the organization's records follow another pack, and take the officer's signature."""
    if request.viewer.role != Role.ADMIN:
        deny(request, page="rulebook", child_id=None)
    own, day = _own(request), timezone.localdate(request.at)
    try:
        found, after = queries.find(pack), queries.law(pack, day)
    except BadPack as trouble:
        raise Http404 from trouble
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            follow_pack(organization=own, pack=pack, by=request.person, at=request.at, **form.cleaned_data)
            messages.success(request, _("The records of your organization follow this pack now."))
            return redirect("console:pack", pack)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    changes = [
        {"old": old and words.value_words(old), "new": new and words.value_words(new), "rule": new or old}
        for old, new in differences(queries.law(own.pack, day), after)
    ]
    shown = [change | {"title": words.title(change["rule"].key)} for change in changes]
    context = {"pack": found, "own": own, "changes": shown, "form": form}
    return render(request, "console/follow.html", context, status=422 if form.errors else 200)


def _staff_only(request: HttpRequest) -> None:
    if request.viewer.kind != Kind.STAFF:
        deny(request, page="rulebook", child_id=None)


def _day(request: HttpRequest) -> date:
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate(request.at)
    except ValueError:
        return timezone.localdate(request.at)


def _followers() -> dict[str, list[dict[str, Any]]]:
    """Return the organizations that follow each pack, and since when, to those who may read the trail."""
    signed = {
        entry.detail.get("organization_id"): entry.at
        for entry in AuditEntry.objects.filter(kind="act", page="PackFollowed").order_by("at")
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for one in Organization.objects.order_by("name"):
        found.setdefault(one.pack, []).append({"name": one.name, "since": signed.get(str(one.pk))})
    return found


def _own(request: HttpRequest) -> Organization:
    return Organization.objects.get(pk=request.viewer.organization_id)


def _may_follow(request: HttpRequest, pack: Pack) -> bool:
    return request.viewer.role == Role.ADMIN and _own(request).pack != pack.id


def _narrowed(rules: Iterable[Rule], text: str, sure: str) -> list[Rule]:
    wanted = [word.casefold() for word in text.split()]
    return [
        rule
        for rule in rules
        if (not sure or rule.certainty == sure or sure not in list(Certainty))
        and all(word in _text(rule) for word in wanted)
    ]


def _text(rule: Rule) -> str:
    return " ".join([rule.key, words.title(rule.key), words.value_words(rule), rule.says, rule.source]).casefold()


def _shown(rule: Rule) -> dict[str, Any]:
    tones = {Certainty.READ: "good", Certainty.BELIEVED: "ask", Certainty.DESIGN: "neutral"}
    return {
        "rule": rule,
        "title": words.title(rule.key),
        "value": words.value_words(rule),
        "sure": words.CERTAINTIES[rule.certainty],
        "tone": tones[rule.certainty],
        "done": words.ON_THE_DAY[rule.certainty],
        "in_force": words.in_force(rule),
    }


def _out_of_force(pack: Pack, day: date) -> list[Rule]:
    return [rule for part in pack.line for rule in part.rules if not rule.holds_on(day)]


def _table(law: Law) -> list[dict[str, Any]]:
    return [
        {
            "name": CATEGORIES[category],
            "cells": [
                {
                    "column": words.COLUMN_WORDS[letter],
                    "code": law.table[category, letter],
                    "words": words.CODE_WORDS.get(law.table[category, letter], ""),
                }
                for letter in COLUMNS
            ],
        }
        for category in Category
    ]
