"""The audit trail sealed in hash-chained batches, and its verification.

A seal holds against whoever owns the database: its code is made with a secret of the process, which is not in there;
and the newest seal is written down outside of the database, so that a trail whose end was cut off shows.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from . import tokens
from .models import AuditEntry, AuditSeal

FIRST = "0" * 64
LARGEST_BATCH = 5000
# Whoever has drawn a number holds this lock on the table until the end of the transaction, after the rows are visible.
_WRITERS = """
select pid || ' ' || virtualtransaction from pg_locks
where locktype = 'relation' and mode = 'RowExclusiveLock' and pid is distinct from pg_backend_pid()
  and relation = 'access_audit'::regclass
  and database = (select oid from pg_database where datname = current_database())
"""


@dataclass(frozen=True)
class Verdict:
    """The outcome of a verification: seals and entries checked, what does not hold, and the newest hash."""

    seals: int
    entries: int
    unsealed: int
    faults: tuple[str, ...]
    newest_hash: str = ""


def hash_of(entries: Iterable[AuditEntry], previous: str) -> str:
    """Return the hash of a batch: SHA-256 over the hash before it and every entry's canonical JSON."""
    digest = hashlib.sha256(previous.encode())
    for entry in entries:
        digest.update(_canonical(entry))
    return digest.hexdigest()


def _canonical(entry: AuditEntry) -> bytes:
    values = [
        entry.pk,
        entry.at.isoformat(),
        str(entry.person_id),
        entry.kind,
        entry.page,
        [str(c) for c in entry.children],
        entry.categories,
        entry.compartments,
        entry.bases,
        entry.detail,
    ]
    return json.dumps(values, sort_keys=True, separators=(",", ":")).encode()


def seal(*, at: datetime, patience: float = 5) -> list[AuditSeal]:
    """Close the settled entries since the last seal under hashes, a batch each; nobody who writes has to wait.

    Args:
        at: when the seals are made.
        patience: seconds to wait for transactions in flight; what they write is left for the next time.
    """
    with transaction.atomic():
        _one_sealer_at_a_time()
        end = _settled(patience)
        last = AuditSeal.objects.order_by("-pk").first()
        made: list[AuditSeal] = []
        while entries := list(_after(last.last_entry if last else 0, end)[:LARGEST_BATCH]):
            last = _close(entries, last.hash if last else FIRST, at)
            made.append(last)
        if made:
            transaction.on_commit(lambda: write_down(made[-1].hash))
        return made


def _close(entries: Sequence[AuditEntry], previous: str, at: datetime) -> AuditSeal:
    seal = AuditSeal(
        first_entry=entries[0].pk,
        last_entry=entries[-1].pk,
        entries=len(entries),
        previous_hash=previous,
        hash=hash_of(entries, previous),
        sealed_at=at,
    )
    seal.code = code_of(seal)
    seal.save(force_insert=True)
    return seal


def code_of(seal: Any, key: str | None = None) -> str:
    """Return the code over everything a seal says, made with the installation's secret."""
    said = [
        seal.first_entry,
        seal.last_entry,
        seal.entries,
        seal.previous_hash,
        seal.hash,
        seal.sealed_at.astimezone(UTC).isoformat(),
    ]
    return tokens.mac(key or str(settings.SECRET_KEY), purpose="audit seal", stamp="", said=json.dumps(said))


def _coded(seal: AuditSeal) -> bool:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return any(hmac.compare_digest(seal.code, code_of(seal, key)) for key in keys)


def write_down(newest: str) -> None:
    """Keep the newest seal's hash outside of the database."""
    place: Path = settings.NEWEST_SEAL
    fresh = place.with_suffix(".new")
    fresh.write_text(newest + "\n")
    fresh.replace(place)


def written_down() -> str:
    """Return the hash that was written down last, or nothing where none was."""
    place: Path = settings.NEWEST_SEAL
    return place.read_text().strip() if place.exists() else ""


def _after(number: int, end: int) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(pk__gt=number, pk__lte=end).order_by("pk")


def _one_sealer_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('access_audit_seal'))")


def _settled(patience: float) -> int:
    """Return the number up to which no entry can appear any more; 0 when that is not known in time."""
    with connection.cursor() as cursor:
        # First the number, then those who write: the other way round somebody could slip in between.
        cursor.execute("select last_audit_number()")
        number: int = cursor.fetchone()[0]
        awaited = _writers(cursor)
        for _ in range(int(patience * 10)):
            if not awaited:
                break
            time.sleep(0.1)
            awaited &= _writers(cursor)
    return 0 if awaited else number


def _writers(cursor: Any) -> set[str]:
    cursor.execute(_WRITERS)
    return {row[0] for row in cursor.fetchall()}


def verify(expected: str = "") -> Verdict:
    """Recompute every seal and name what does not hold.

    Args:
        expected: the hash of a seal that somebody wrote down; it must still be among the seals.
    """
    faults, hashes, previous, end, count = _out_of_numbers(), set(), FIRST, 0, 0
    for batch in AuditSeal.objects.order_by("pk"):
        entries = list(_after(end, batch.last_entry))
        count += len(entries)
        if len(entries) != batch.entries:
            faults.append(f"seal {batch.pk}: {batch.entries} entries were sealed, {len(entries)} are there")
        elif batch.previous_hash != previous or batch.hash != hash_of(entries, previous):
            faults.append(f"seal {batch.pk}: entries {batch.first_entry} to {batch.last_entry} were changed")
        elif not _coded(batch):
            faults.append(f"seal {batch.pk}: not made by this installation, or changed since")
        previous, end = batch.hash, batch.last_entry
        hashes.add(batch.hash)
    if expected and expected not in hashes:
        faults.append("the seal that was written down is not there any more")
    unsealed = AuditEntry.objects.filter(pk__gt=end).count()
    return Verdict(len(hashes), count, unsealed, tuple(faults), previous if hashes else "")


def _out_of_numbers() -> list[str]:
    """Name entries whose number was never given out: nobody but an intruder writes them."""
    highest = list(AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[:10])
    lowest = list(AuditEntry.objects.filter(pk__lte=0).values_list("pk", flat=True)[:10])
    with connection.cursor() as cursor:  # after the entries: what is written meanwhile has a lower number than this
        cursor.execute("select last_audit_number()")
        last = cursor.fetchone()[0]
    strange = sorted({number for number in highest if number > last} | set(lowest))
    return [f"entry {number}: its number was never given out" for number in strange]
