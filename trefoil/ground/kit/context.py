"""The Django side of a context: its handlers are imported once the models are ready.

Import this module, not the class: with two classes in an `apps` module Django silently takes neither.
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class ContextConfig(AppConfig):
    """A context of the house; subscribes its `handlers` module, if it has one."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if find_spec(f"{self.name}.handlers"):
            import_module(f"{self.name}.handlers")
