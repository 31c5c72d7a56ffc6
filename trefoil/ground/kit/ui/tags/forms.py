"""Forms: fields, errors, ratings, files and the note that a draft is kept."""

from datetime import datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField

from trefoil.ground.kit.ui import wording
from trefoil.ground.kit.ui.forms import FieldFace, face_of, faulty_fields
from trefoil.ground.kit.ui.tags.drawing import Face
from trefoil.ground.kit.ui.tags.drawing import attributes as attributes_of

register = template.Library()


@register.inclusion_tag("ui/errors/errors.html")
def errors(form: BaseForm) -> Face:
    """Draw the summary of what is still to be corrected."""
    return {"general": form.non_field_errors(), "fields": faulty_fields(form)}


@register.inclusion_tag("ui/field/field.html")
def field(bound: BoundField, help: str = "") -> FieldFace:
    """Draw a form field with its label, help and errors."""
    return face_of(bound, help=help)


@register.inclusion_tag("ui/field/fields.html")
def fields(form: BaseForm) -> Face:
    """Draw all fields of a form."""
    return {"form": form}


@register.inclusion_tag("ui/rating/rating.html")
def rating(
    name: str,
    label: str,
    value: int | str | None = None,
    low: str = "",
    high: str = "",
    **options: Any,
) -> Face:
    """Draw a strip of eleven thumb-sized choices, 0 to 10."""
    chosen = "" if value is None else str(value)
    face: Face = {"name": name, "label": label, "low": low, "high": high, "chosen": chosen}
    face |= {"numbers": [str(number) for number in range(11)], "required": False}
    options["voice"] = wording.voice_name(options.get("voice"))
    return face | options


@register.inclusion_tag("ui/dropzone/dropzone.html")
def dropzone(
    name: str,
    label: str,
    accept: str = "",
    multiple: bool = False,
    help: str = "",
    required: bool = False,
) -> Face:
    """Draw a place to drop files, or to choose them."""
    attributes = {"accept": accept, "multiple": multiple, "required": required}
    return {"name": name, "label": label, "help": help, "attributes": attributes_of(attributes)}


@register.inclusion_tag("ui/saved/saved.html")
def saved(at: datetime | None = None) -> Face:
    """Draw the quiet note that a draft is kept."""
    return {"at": at}
