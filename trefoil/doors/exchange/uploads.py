"""Uploaded deliveries while they wait: encrypted on disk, gone as soon as somebody has decided."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


def keep(upload_id: UUID, chunks: Iterable[bytes]) -> None:
    """Keep the bytes of an upload."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(_key()).encrypt(nonce, b"".join(chunks), upload_id.bytes)
    handle = os.open(_path(upload_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(nonce + sealed)


def read(upload_id: UUID) -> BytesIO:
    """Return the bytes of an upload, for as long as it waits."""
    content = _path(upload_id).read_bytes()
    return BytesIO(AESGCM(_key()).decrypt(content[:NONCE], content[NONCE:], upload_id.bytes))


def forget(upload_id: UUID) -> None:
    """Delete an upload; nothing is left of it."""
    with suppress(FileNotFoundError):
        _path(upload_id).unlink()


def _folder() -> Path:
    return Path(settings.VAR) / "uploads"


def _path(upload_id: UUID) -> Path:
    return _folder() / f"{upload_id}.sealed"


def _key() -> bytes:
    return hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"roster").digest()
