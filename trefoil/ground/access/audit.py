"""The audit trail sealed in hash-chained batches, and its verification."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from .models import AuditEntry, AuditSeal

FIRST = "0" * 64


@dataclass(frozen=True)
class Verdict:
    """The outcome of a verification: seals and entries checked, and what does not hold."""

    seals: int
    entries: int
    unsealed: int
    faults: tuple[str, ...]


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


@transaction.atomic
def seal(*, at: datetime) -> AuditSeal | None:
    """Close the entries since the last seal under a hash; return None when there are none.

    The lock waits for writers in flight, so that no entry with a lower number can appear behind the seal.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('access_audit_seal'))")  # one sealer at a time
        cursor.execute("select lock_audit()")
    last = AuditSeal.objects.order_by("-pk").first()
    entries = list(AuditEntry.objects.filter(pk__gt=last.last_entry if last else 0).order_by("pk"))
    if not entries:
        return None
    previous = last.hash if last else FIRST
    return AuditSeal.objects.create(
        first_entry=entries[0].pk,
        last_entry=entries[-1].pk,
        entries=len(entries),
        previous_hash=previous,
        hash=hash_of(entries, previous),
        sealed_at=at,
    )


def verify() -> Verdict:
    """Recompute every seal and name what does not hold."""
    faults, previous, end, count = [], FIRST, 0, 0
    seals = list(AuditSeal.objects.order_by("pk"))
    for batch in seals:
        entries = list(AuditEntry.objects.filter(pk__gt=end, pk__lte=batch.last_entry).order_by("pk"))
        count += len(entries)
        if len(entries) != batch.entries:
            faults.append(f"seal {batch.pk}: {batch.entries} entries were sealed, {len(entries)} are there")
        elif batch.previous_hash != previous or batch.hash != hash_of(entries, previous):
            faults.append(f"seal {batch.pk}: entries {batch.first_entry} to {batch.last_entry} were changed")
        previous, end = batch.hash, batch.last_entry
    unsealed = AuditEntry.objects.filter(pk__gt=end).count()
    return Verdict(len(seals), count, unsealed, tuple(faults))
