"""What a form field shows of itself."""

from typing import Any, TypedDict

from django.forms import BaseForm, BoundField
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    DateInput,
    DateTimeInput,
    RadioSelect,
    TimeInput,
)

NATIVE = {DateInput: "date", TimeInput: "time", DateTimeInput: "datetime-local"}


class FieldFace(TypedDict):
    """What the template of a field needs."""

    bound: BoundField
    shape: str
    control: str
    help: str
    help_id: str
    error_id: str
    invalid: bool
    optional: bool


def shape_of(bound: BoundField) -> str:
    """Name the layout of a field: one box, one check or a group of choices."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, CheckboxInput) else "box"


def face_of(bound: BoundField, *, help: str = "") -> FieldFace:
    """Return what the template of a field needs, the control rendered with its descriptions."""
    said = str(help or bound.help_text or "")
    help_id, error_id = f"{bound.auto_id}_help", f"{bound.auto_id}_error"
    described = [error_id] if bound.errors else []
    if said:
        described.append(help_id)
    return FieldFace(
        bound=bound,
        shape=shape_of(bound),
        control=bound.as_widget(attrs=_attributes(bound, described)),
        help=said,
        help_id=help_id,
        error_id=error_id,
        invalid=bool(bound.errors),
        optional=not bound.field.required,
    )


def _attributes(bound: BoundField, described: list[str]) -> dict[str, Any]:
    widget, attributes = bound.field.widget, {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    for kind, native in NATIVE.items():
        # Browsers' own pickers know only ISO values, so the widget must speak them.
        if type(widget) is kind:
            widget.input_type = native
            widget.format = {"date": "%Y-%m-%d", "time": "%H:%M"}.get(native, "%Y-%m-%dT%H:%M")
    if isinstance(widget, ClearableFileInput):
        attributes.pop("required", None)
    return attributes


def faulty_fields(form: BaseForm) -> list[BoundField]:
    """Return the fields of a form that have errors, in the form's order."""
    return [bound for bound in form if bound.errors]
