"""What the gallery shows in its components; nobody in it exists."""

from datetime import timedelta
from typing import Any

from django import forms

from trefoil.ground.kit.clock import now


class ExampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="What to call it", help_text="A few words are enough.")


def example_facts() -> dict[str, Any]:
    """Return the words and times that the examples use."""
    at = now()
    return {"now": at, "an_hour_ago": at - timedelta(hours=1), "form": ExampleForm()}
