"""An evaluation: the search over the whole of ICD-10-CM from what is typed, and the signed text as a paper."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.measuring import Row, median_and_p95, timed

AT = datetime(2026, 11, 19, 15, tzinfo=UTC)

WORDS = ["adhd", "worry", "trauma", "wetting bed", "depressed mood", "school refusal", "autism", "self harm"]
BEGINNINGS = ["anx", "dis", "con", "uns", "f43", "t74.12xa"]
COMMON = ["unspecified", "disorder", "injury left", "unspecified left right", "child abuse suspected"]
ROUNDS = 20


def run() -> list[Row]:
    """Measure the search, then the paper."""
    return [*_search(), *_paper()]


def _search() -> list[Row]:
    """Measure words, beginnings of words and codes, the common and the rare."""
    from trefoil.care.evaluation import codeset

    read = timed(codeset.shelf)
    typed = [*WORDS, *BEGINNINGS, *COMMON]
    times = {text: [timed(lambda t=text: codeset.search(t)) for _ in range(ROUNDS)] for text in typed}
    slowest = max(times, key=lambda text: median_and_p95(times[text])[0])
    every = [one for found in times.values() for one in found]
    size = f"{len(codeset.shelf().entries):,} entries, 98,186 codes"
    return [
        Row(
            "codes", "search by words", size, *median_and_p95(every), note=f"{len(typed)} questions; the limit is 50 ms"
        ),
        Row("codes", "the slowest question", size, *median_and_p95(times[slowest]), note=f"“{slowest}”"),
        Row("codes", "reading the code set, once for each server", size, read),
    ]


def _paper() -> Iterator[Row]:
    from django.test import Client
    from django.urls import reverse

    from trefoil.care.evaluation.tests.scenes import Play
    from trefoil.demo.cast import EMAILS, assemble, open_accounts
    from trefoil.ground.people.models import Account

    cast = assemble(AT - timedelta(days=60))
    open_accounts(cast)
    signed = Play(cast, AT).signed()
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email=EMAILS["mother"]))
    url = reverse("evaluation:paper", args=[signed.pk])
    times = [timed(lambda: client.get(url)) for _ in range(ROUNDS)]
    if client.get(url)["Content-Type"] != "application/pdf":
        raise RuntimeError("no paper came")
    yield Row(
        "evaluation", "the signed text as a PDF", "nine parts", *median_and_p95(times[1:]), note="the whole request"
    )
