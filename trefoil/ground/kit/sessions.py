"""Sessions of which the table tells nothing: a row is found by a hash of the cookie, and what it holds is sealed to it.

Whoever reads the table learns no cookie, and whoever writes it can neither make a session nor swap two.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db


def row_of(cookie: str) -> str:
    """Return under which key the session of a cookie lies."""
    return hashlib.sha256(cookie.encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """Django's sessions in the database, told apart by a hash."""

    @property
    def key_salt(self) -> str:
        return f"trefoil.session.{row_of(self.session_key or '')}"

    def _get_session_from_db(self) -> Any:
        kept = self._session_key
        self._session_key = row_of(kept) if kept else None
        try:
            found = super()._get_session_from_db()  # type: ignore[misc]
        finally:
            self._session_key = kept
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data: Any) -> Any:
        made = super().create_model_instance(data)
        made.session_key = row_of(made.session_key)
        return made

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(row_of(session_key)))

    def delete(self, session_key: str | None = None) -> None:
        if cookie := session_key or self.session_key:
            super().delete(row_of(cookie))
