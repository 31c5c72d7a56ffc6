"""Drafts: kept for who typed them, for nobody else, and gone when sent."""

import pytest
from django.urls import reverse

from trefoil.ground.access.actions import Denied, compartment_for
from trefoil.ground.access.types import Category
from trefoil.ground.drafts import actions, queries, rules
from trefoil.ground.kit.refusal import Refused


def test_a_draft_comes_back_to_who_typed_it_and_to_nobody_else(cast, as_, at):
    teacher = cast.person("teacher")
    with as_("teacher", at):
        actions.save(person=teacher, key="note:1", fields={"words": ["half a sent"], "who": ["a", "b"]}, at=at)
        found = queries.draft(teacher, "note:1")
        assert found.initial == {"words": "half a sent", "who": ["a", "b"]}
        assert found.saved_at == at
    with as_("therapist", at):
        assert queries.draft(teacher, "note:1") is None


def test_nobody_writes_another_persons_draft(cast, as_, at):
    from django.db import ProgrammingError, transaction

    with as_("therapist", at), pytest.raises(ProgrammingError), transaction.atomic():
        actions.save(person=cast.person("teacher"), key="note:1", fields={"words": ["x"]}, at=at)


def test_saving_again_replaces_and_discarding_lets_go(cast, as_, at):
    teacher = cast.person("teacher")
    with as_("teacher", at):
        actions.save(person=teacher, key="k", fields={"words": ["one"]}, at=at)
        actions.save(person=teacher, key="k", fields={"words": ["two"]}, at=at)
        assert queries.draft(teacher, "k").initial == {"words": "two"}
        assert len(queries.drafts(teacher, "k")) == 1
        actions.discard(person=teacher, key="k", at=at)
        assert queries.draft(teacher, "k") is None


def test_a_draft_in_a_compartment_needs_its_grant(cast, as_, at):
    notes = compartment_for(
        child_id=cast.children["maya"].pk,
        category=Category.SESSION_NOTES,
        custodian_id=cast.organizations["clinic"].pk,
    )
    with as_("therapist", at):
        actions.save(person=cast.person("therapist"), key="note:9", fields={"words": ["x"]}, at=at, compartment=notes)
        assert queries.draft(cast.person("therapist"), "note:9")
        assert queries.address("note:9", notes).endswith(f"?in={notes.pk}")
    with as_("teacher", at), pytest.raises(Denied):
        actions.save(person=cast.person("teacher"), key="note:9", fields={"words": ["x"]}, at=at, compartment=notes)


def test_tokens_passwords_and_empty_fields_are_not_kept():
    typed = {"csrfmiddlewaretoken": ["t"], "new_password1": ["p"], "words": ["w"], "empty": [""]}
    assert rules.kept(typed) == {"words": ["w"]}


def test_a_draft_has_a_largest_size(cast, as_, at):
    with as_("teacher", at), pytest.raises(Refused):
        actions.save(person=cast.person("teacher"), key="k", fields={"words": ["x" * 200_001]}, at=at)


def test_save_answers_when_it_was_saved(sign_in, as_, cast):
    client = sign_in("teacher")
    answer = client.post(reverse("drafts:save", args=["note:1"]), {"words": "hello"})
    assert answer.status_code == 200
    assert "saved_at" in answer.json()
    assert client.get(reverse("drafts:save", args=["note:1"])).status_code == 405
    assert client.post(reverse("drafts:save", args=["note:1"]) + "?in=999999", {"words": "x"}).status_code == 404
    assert client.post(reverse("drafts:save", args=["note:1"]), {"words": "x" * 200_001}).status_code == 422
    with as_("teacher"):
        assert queries.draft(cast.person("teacher"), "note:1").initial == {"words": "hello"}


def test_save_is_not_for_strangers(client, db):
    assert client.post("/drafts/k/", {"words": "x"}).status_code == 302
