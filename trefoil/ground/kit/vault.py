"""Files kept encrypted: AES-256-GCM, a fresh nonce a file, bound to the id of what it belongs to.

The key is derived from the installation's secret. Without that secret the files are noise; with another one they are
refused, as is a file that was changed, cut short or moved under another id.
"""

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE = 12
_NAME = re.compile(r"[0-9a-f]{32}")


class Broken(Exception):
    """A file is missing, was changed, or was sealed under another secret."""


def seal(content: bytes, *, secret: str, bound_to: str) -> bytes:
    """Return content encrypted under the secret and bound to an id."""
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + AESGCM(_key(secret)).encrypt(nonce, content, bound_to.encode())


def unseal(sealed: bytes, *, secrets_: Iterable[str], bound_to: str) -> bytes:
    """Return the content again; the secrets are tried in turn, so that a new one can follow an old one."""
    if sealed[:1] != _VERSION or len(sealed) <= 1 + _NONCE:
        raise Broken
    nonce, rest = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    for secret in secrets_:
        try:
            return AESGCM(_key(secret)).decrypt(nonce, rest, bound_to.encode())
        except InvalidTag:
            continue
    raise Broken


def put(folder: Path, content: bytes, *, secret: str, bound_to: str) -> str:
    """Keep content under a random name and return the name; either the whole file is there or none."""
    name = secrets.token_hex(16)
    place = folder / name[:2] / name
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_suffix(".part")
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(seal(content, secret=secret, bound_to=bound_to))
        file.flush()
        os.fsync(file.fileno())
    part.rename(place)
    return name


def get(folder: Path, name: str, *, secrets_: Iterable[str], bound_to: str) -> bytes:
    """Return what was kept under a name."""
    try:
        sealed = _place(folder, name).read_bytes()
    except OSError:
        raise Broken from None
    return unseal(sealed, secrets_=secrets_, bound_to=bound_to)


def remove(folder: Path, name: str) -> None:
    """Remove a file; one that is not there is gone already."""
    _place(folder, name).unlink(missing_ok=True)


def _place(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise Broken
    return folder / name[:2] / name


def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"trefoil documents 1").derive(secret.encode())
