"""The roster page: drop, compare, bring in or put aside; nobody else knows it is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from trefoil.doors.exchange import jobs, uploads
from trefoil.ground.access.session import seen_by
from trefoil.ground.access.types import system_person
from trefoil.ground.roster import queries
from trefoil.ground.roster.models import RosterPerson, RosterUpload
from trefoil.ground.roster.types import UploadState

from .deliveries import Files, as_zip, delivery, set_value

ROSTER = system_person("roster")
PAGE = "/exchange/roster/"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def drop(sign_in: Callable[[str], Any], cast: Any, tmp_path: Path) -> Callable[..., RosterUpload]:
    """Drop a delivery as the coordinator, and let the worker compare it."""

    def send(files: Files, compare: bool = True) -> RosterUpload:
        client = sign_in("coordinator")
        content = as_zip(files, tmp_path / "roster.zip").read_bytes()
        given = {
            "delivery": SimpleUploadedFile("roster.zip", content),
            "into": str(cast.organizations["home_district"].pk),
        }
        answer = client.post(PAGE, given)
        assert answer.status_code == 302, answer.content
        upload_id = answer["location"].rstrip("/").rsplit("/", 1)[1]
        if compare:
            jobs.check_roster(upload_id=upload_id)
        with seen_by(ROSTER):
            return RosterUpload.objects.get(pk=upload_id)

    return send


def again(upload: RosterUpload) -> RosterUpload:
    with seen_by(ROSTER):
        return RosterUpload.objects.get(pk=upload.pk)


def url(name: str, upload: RosterUpload) -> str:
    return reverse(f"exchange:{name}", args=[upload.pk])


@pytest.mark.parametrize("part", ["coordinator", "social_worker", "director", "privacy"])
def test_those_who_keep_rosters_find_the_page(part: str, sign_in: Callable[[str], Any]) -> None:
    assert sign_in(part).get(PAGE).status_code == 200


@pytest.mark.parametrize("part", ["teacher", "therapist", "outsider", "mother", "youth"])
def test_for_others_the_page_is_not_there(part: str, sign_in: Callable[[str], Any]) -> None:
    assert sign_in(part).get(PAGE).status_code == 404


def test_a_drop_is_compared_and_then_brought_in(
    drop: Callable[..., RosterUpload], client: Any, as_: Any, django_capture_on_commit_callbacks: Any
) -> None:
    upload = drop(delivery(students=12))
    assert upload.state == UploadState.CHECKED
    page = client.get(url("roster", upload)).content.decode()
    assert "56 new, 0 changed, 0 gone" in page

    client.post(url("apply_roster", upload))
    with django_capture_on_commit_callbacks(execute=True):
        jobs.apply_roster(upload_id=str(upload.pk))

    assert again(upload).state == UploadState.APPLIED
    assert not list((Path(uploads._folder())).iterdir())
    assert "Brought in" in client.get(url("roster_progress", upload)).content.decode()
    with as_("coordinator"):
        assert len(queries.students_named("Stu1")) == 3
    with as_("teacher"):
        assert not RosterPerson.objects.exists()


def test_an_upload_waits_encrypted(drop: Callable[..., RosterUpload], folder: Path) -> None:
    upload = drop(delivery(), compare=False)
    kept = folder / "uploads" / f"{upload.pk}.sealed"

    assert kept.stat().st_mode & 0o077 == 0
    assert b"users.csv" not in kept.read_bytes()
    assert b"users.csv" in uploads.read(upload.pk).read()


def test_errors_are_shown_and_downloaded_with_their_places(drop: Callable[..., RosterUpload], client: Any) -> None:
    files = delivery()
    set_value(files, "enrollments.csv", 2, "beginDate", "08/23/2021")
    upload = drop(files)

    assert upload.state == UploadState.REFUSED
    assert "08/23/2021" in client.get(url("roster", upload)).content.decode()
    lines = client.get(url("roster_errors", upload)).content.decode().splitlines()
    assert lines[0] == "file,line,column,reason"
    assert lines[1].startswith("enrollments.csv,2,beginDate,")
    assert client.post(url("apply_roster", upload)).status_code == 422


def test_what_is_put_aside_is_forgotten(
    drop: Callable[..., RosterUpload], client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    upload = drop(delivery())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("cancel_roster", upload))
    jobs.apply_roster(upload_id=str(upload.pk))

    kept = again(upload)
    assert (kept.state, kept.samples) == (UploadState.CANCELLED, [])
    assert not list(Path(uploads._folder()).iterdir())
    with seen_by(ROSTER):
        assert not RosterPerson.objects.exists()


def test_another_organization_neither_sees_nor_replaces_it(
    drop: Callable[..., RosterUpload], client: Any, sign_in: Callable[[str], Any], tmp_path: Path
) -> None:
    upload = drop(delivery())
    client.post(url("apply_roster", upload))
    jobs.apply_roster(upload_id=str(upload.pk))

    stranger = sign_in("social_worker")
    for name in ("roster", "roster_progress", "roster_errors"):
        assert stranger.get(url(name, upload)).status_code == 404
    for name in ("apply_roster", "cancel_roster"):
        assert stranger.post(url(name, upload)).status_code == 404
    content = as_zip(delivery(students=1), tmp_path / "mine.zip").read_bytes()
    form = stranger.get(PAGE).context["form"]
    into = form.fields["into"].queryset.get()
    given = {"delivery": SimpleUploadedFile("mine.zip", content), "into": str(into.pk)}
    other = stranger.post(PAGE, given)["location"].rstrip("/").rsplit("/", 1)[1]
    jobs.check_roster(upload_id=other)
    with seen_by(ROSTER):
        refused = RosterUpload.objects.get(pk=other)
    assert refused.state == UploadState.REFUSED
    assert "another organization" in refused.errors[0]["reason"]


def test_what_is_no_archive_is_not_taken(sign_in: Callable[[str], Any], cast: Any) -> None:
    given = {
        "delivery": SimpleUploadedFile("roster.csv", b"sourcedId"),
        "into": str(cast.organizations["home_district"].pk),
    }
    answer = sign_in("coordinator").post(PAGE, given)

    assert answer.status_code == 422
    assert "zip archive" in answer.content.decode()


def test_a_job_that_fails_leaves_word(drop: Callable[..., RosterUpload]) -> None:
    upload = drop(delivery(), compare=False)
    uploads.forget(upload.pk)
    with pytest.raises(FileNotFoundError):
        jobs.check_roster(upload_id=str(upload.pk))

    assert again(upload).state == UploadState.FAILED
