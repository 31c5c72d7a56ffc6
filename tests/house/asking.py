"""How the house tests ask for pages: as somebody of the cast, and without leaving anything behind."""

from typing import Any

from django.db import transaction
from django.test import Client

from tests.cast import EMAILS, STRANGER
from trefoil.ground.people.models import Account


def client_of(part: str) -> Client:
    """Return a browser signed in as a part of the cast, or nobody's."""
    client = Client()
    if part != STRANGER:
        client.force_login(Account.objects.get(email=EMAILS[part]))
    return client


def ask(client: Client, path: str) -> Any:
    """Ask for a page; where only a form may be sent, send it empty. Whatever that did is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer
