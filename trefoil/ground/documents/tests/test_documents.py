"""Keeping, handing out and taking back papers."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from trefoil.ground.access.actions import Denied, compartment_for
from trefoil.ground.access.types import Category
from trefoil.ground.documents import actions, queries
from trefoil.ground.documents.models import Document
from trefoil.ground.documents.types import Upload
from trefoil.ground.kit.refusal import Refused

from .files import PDF, PROGRAM

EVALUATION = Upload("../Evaluation.pdf", PDF)
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def keep(cast, as_, at):
    """`keep("coordinator")` keeps a paper among Maya's school records."""

    def run(part, category=Category.EDUCATION_RECORDS, upload=EVALUATION):
        maya = cast.children["maya"]
        school = compartment_for(child_id=maya.pk, category=category, custodian_id=cast.organizations["school"].pk)
        with as_(part, at):
            return actions.keep(child=maya, compartment=school, upload=upload, by=cast.person(part), at=at)

    return run


def _files(folder):
    return [p for p in folder.rglob("*") if p.is_file()] if folder.exists() else []


def test_keep_writes_a_row_and_an_unreadable_file(keep, as_, folder):
    document = keep("coordinator")
    assert (document.name, document.size) == ("Evaluation.pdf", len(PDF))
    assert len(_files(folder)) == 1
    with as_("director"):
        assert queries.content_of(queries.papers_of(document.child_id).get()) == PDF


def test_keep_refuses_what_it_cannot_name(keep, folder):
    with pytest.raises(Refused, match="not what its name says"):
        keep("coordinator", upload=Upload("a.pdf", PROGRAM))
    assert _files(folder) == []


def test_keep_is_denied_where_nothing_is_open(keep, folder):
    with pytest.raises(Denied):
        keep("outsider")
    assert _files(folder) == []


def test_when_the_row_fails_the_file_goes_too(keep, folder, monkeypatch):
    def fail(*_args, **_kw):
        raise IntegrityError

    monkeypatch.setattr(Document, "save", fail)
    with pytest.raises(IntegrityError):
        keep("coordinator")
    assert _files(folder) == []


def test_keep_all_keeps_every_paper_or_none(cast, as_, at, folder):
    maya = cast.children["maya"]
    school = compartment_for(
        child_id=maya.pk, category=Category.EDUCATION_RECORDS, custodian_id=cast.organizations["school"].pk
    )
    facts = {"child": maya, "compartment": school, "by": cast.person("coordinator"), "at": at}
    with as_("coordinator", at):
        with pytest.raises(Refused):
            actions.keep_all(uploads=[EVALUATION, Upload("a.pdf", PROGRAM)], **facts)
        assert _files(folder) == []
        assert not Document.objects.exists()
        assert len(actions.keep_all(uploads=[EVALUATION, EVALUATION], **facts)) == 2


def test_a_paper_among_the_consents_is_read_by_who_reads_consents(keep, as_):
    keep("director", Category.CONSENTS)
    for part, sees in (("mother", True), ("coordinator", True), ("outsider", False), ("father", False)):
        with as_(part):
            assert Document.objects.exists() is sees, part


def test_void_takes_it_back_with_a_reason(keep, cast, as_, at):
    document = keep("coordinator")
    with as_("coordinator", at):
        with pytest.raises(Refused):
            actions.void(document=document, reason=" ", by=cast.person("coordinator"), at=at)
        actions.void(document=document, reason="Another child's paper.", by=cast.person("coordinator"), at=at)
        assert not queries.papers_of(document.child_id).exists()
        with pytest.raises(Refused):
            actions.void(document=document, reason="Again.", by=cast.person("coordinator"), at=at)


def test_download_hands_out_a_file_and_never_a_page(keep, sign_in):
    url = reverse("documents:download", args=[keep("coordinator").pk])
    answer = sign_in("director").get(url)
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Evaluation.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    neutral = sign_in("director").get(url + "?neutral")
    assert neutral["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert sign_in("director").post(url).status_code == 405


@pytest.mark.parametrize("part", ["outsider", "therapist", "supervisor"])
def test_download_is_not_there_for_others(keep, sign_in, part):
    url = reverse("documents:download", args=[keep("coordinator").pk])
    assert sign_in(part).get(url).status_code == 404


def test_download_of_a_voided_or_unknown_paper_is_not_there(keep, cast, as_, at, sign_in):
    document = keep("coordinator")
    with as_("coordinator", at):
        actions.void(document=document, reason="Wrong child.", by=cast.person("coordinator"), at=at)
    client = sign_in("director")
    assert client.get(reverse("documents:download", args=[document.pk])).status_code == 404
    assert client.get(reverse("documents:download", args=[cast.person("director").pk])).status_code == 404


@pytest.mark.parametrize("harm", [lambda f: f.unlink(), lambda f: f.write_bytes(f.read_bytes()[:-1] + b"x")])
def test_a_missing_or_changed_file_gives_a_quiet_page(keep, sign_in, folder, harm):
    document = keep("coordinator")
    (file,) = _files(folder)
    harm(file)
    answer = sign_in("director").get(reverse("documents:download", args=[document.pk]))
    assert answer.status_code == 410
    assert "cannot be opened" in answer.content.decode()
    assert PDF not in answer.content
