"""Choosing files to keep."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from . import rules
from .types import ACCEPT, Upload

MOST = 10


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Several papers, each checked for size and type; cleans to a list of `Upload`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", ManyFilesInput(attrs={"accept": ACCEPT}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given: Sequence[UploadedFile] = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST:
            raise forms.ValidationError(_("Send at most %(most)s papers at a time."), params={"most": MOST})
        return [_checked(file) for file in given]


def _checked(file: UploadedFile) -> Upload:
    name = rules.safe_name(str(file.name))
    if (file.size or 0) > rules.LARGEST:
        raise forms.ValidationError(f"{name}: {_(rules.TOO_LARGE)}")
    content = file.read()
    if reason := rules.why_not_keep(name=name, content=content):
        raise forms.ValidationError(f"{name}: {_(reason)}")
    return Upload(name=name, content=content)
