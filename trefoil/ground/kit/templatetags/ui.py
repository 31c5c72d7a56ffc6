"""The components of the screen as template tags: `{% load ui %}`. See them all at `/ui/`.

`voice` is "school", "clinic" or "home" (text or an enum with that value); `tone` is "neutral",
"info", "good", "ask" or "danger". Any other keyword becomes an attribute, underscores turned
into dashes: `hx_post=url` is `hx-post`, `aria_label="…"`, `data_id=id`.

Signs
    {% leaf "school" label="" size="" %}            the voice's leaf; with a label it is read out
    {% voice "school" text="" %}                    leaf and the word (or your text) beside it
    {% mark size=32 %}                              Trefoil's mark
    {% icon "bell" label="" %}                      one Lucide icon; decorative without a label
    {% person "Dr. Okafor" role="" voice="" url="" %}
    {% badge "on track" tone="neutral" %}           {% status thing.status %}: has .label and .tone

Doing
    {% button "Sign and lock" kind="" url="" why_not="" icon="" voice="" size="" opens="" … %}
        kind: "" | "primary" | "quiet" | "danger"; size: "" | "small" | "large" | "wide".
        With url it is a link. With why_not it is refused and says why. opens="id" opens a dialog.
        type="button" unless given (default "submit"); name, value, hx_* pass through.
    {% post url "Acknowledge" kind="" why_not="" … %}   a one-button POST form with its CSRF token
    {% dialog "id" "Title" %}…{% enddialog %}       {% button "Open" opens="id" type="button" %}

Surfaces
    {% card title="" voice="" note="" level=2 plain=False %}…{% endcard %}
    {% banner "ask" verb="" url="" post="" %}One sentence.{% endbanner %}
        the first word is the tone: info | good | ask | danger
    {% empty "No notes yet" text="" verb="" url="" icon="" why_not="" %}
    {% more "What changed" open=False %}…{% endmore %}

Forms
    {% errors form %}                               summary with links to the fields; empty if none
    {% field form.name help="" %}                   label, help, error, control; any widget
    {% fields form %}                               all visible fields and the hidden ones
    {% rating name label value=None low="" high="" required=False help="" error="" voice="" %}
        0 to 10
    {% dropzone name label accept="" multiple=False help="" required=False %}
    {% saved at=None %}                             the quiet "saved 10:05" of a form with drafts

Lists
    {% lines label="" %}{% line … %}{% endlines %}
    {% line tone="" voice="" verb="" url="" post="" why_not="" note="" primary=False … %}
        One sentence{% endline %}
    {% table headers rows caption="" stacks=True numeric="" %}   numeric: columns "2,3" (1 = first)
    {% timeline label="" %}{% entry … %}{% endtimeline %}
    {% entry voice="" who="" at=None kind="" url="" voided=False %}body{% endentry %}
    {% steps label="" %}{% step "Parent signed" state="done" … %}{% endsteps %}
        state: "done" | "now" | "later"; note="" verb="" url="" post="" why_not=""
    {% pages newer="" older="" label="" %}          urls; says nothing when both are empty

Measures
    {% time at style="" %}                          "Tue 10:05"; at is a date or datetime
        style: "" | "day" | "clock"
    {% timer since label="" %}                      counts up from an instant
    {% score "PHQ-A" value of=27 band="" tone="neutral" who="" at=None flag="" missing="" url="" %}
    {% progress value of label voice="" %}
    {% chart chart %}                               a charts.Chart: the picture and its table
    {% sparkline values label voice="" low=None high=None %}
    {% diff before after %}                         what was added and removed, in words too

The plan
    {% columns %}{% column "school" title="" foot="" %}…{% endcolumn %}…{% endcolumns %}
    {% sheet_header "Title" who="" note="" at=None %}    head of a printed page

Layout classes: stack, stack-tight, stack-loose, row, row-apart, grid-2, grid-3, aside-right, prose,
soft, faint, small, tiny, big, number, overline, visually-hidden, section, page-head (h1 and
page-lead), buttons, form, facts (dl), agenda, screen-only, print-only. Rows that answer to the
arrow keys: put `data-rows` on the list. A form that keeps its draft: `<form data-draft-url="…">` with
`{% saved %}` inside.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from trefoil.ground.kit.charts.sparkline import Sparkline
from trefoil.ground.kit.charts.types import Chart
from trefoil.ground.kit.clock import now
from trefoil.ground.kit.ui import wording
from trefoil.ground.kit.ui.forms import FieldFace, face_of, faulty_fields

register = template.Library()

Face = dict[str, Any]


def _attributes(given: dict[str, Any]) -> SafeString:
    named = {name.rstrip("_").replace("_", "-"): value for name, value in given.items()}
    return flatatt({name: value for name, value in named.items() if value not in (None, "")})


def _drawn(name: str, face: Face) -> SafeString:
    return SafeString(render_to_string(f"ui/{name}.html", face).strip())


def _today() -> date:
    return timezone.localtime(now()).date()


# --- signs


@register.simple_tag
def leaf(voice: object, label: str = "", size: str = "") -> SafeString:
    """Draw the leaf of a voice."""
    return _drawn("leaf/leaf", {"voice": wording.voice_name(voice), "label": label, "size": size})


@register.simple_tag
def voice(voice: object, text: str = "") -> SafeString:
    """Draw the leaf of a voice with its name."""
    return _drawn(
        "voice/voice",
        {"voice": wording.voice_name(voice), "text": text or wording.voice_label(voice)},
    )


@register.simple_tag
def mark(size: int = 32, label: str = "") -> SafeString:
    """Draw the three leaves on their stem."""
    return _drawn("mark/mark", {"size": size, "label": label})


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon from the sprite."""
    return _drawn("icon/icon", {"name": name, "label": label})


@register.simple_tag
def person(name: str, role: str = "", voice: object = "", url: str = "") -> SafeString:
    """Draw a person's chip."""
    face: Face = {
        "name": name,
        "role": role,
        "voice": wording.voice_name(voice),
        "url": url,
        "initials": wording.initials(str(name)),
    }
    return _drawn("person/person", face)


@register.simple_tag
def badge(label: str, tone: object = "neutral") -> SafeString:
    """Draw a word that says a state."""
    return _drawn("badge/badge", {"label": label, "tone": str(getattr(tone, "value", tone))})


@register.simple_tag
def status(state: Any) -> SafeString:
    """Draw the badge of a state that knows its label and tone."""
    return badge(state.label, getattr(state, "tone", "neutral"))


# --- doing


def _button_face(
    label: str,
    kind: str = "",
    url: str = "",
    why_not: object = "",
    icon: str = "",
    voice: object = "",
    size: str = "",
    opens: str = "",
    **attributes: Any,
) -> Face:
    if opens:
        attributes |= {"data_dialog_open": opens, "aria_haspopup": "dialog", "type": "button"}
    if not url:
        attributes.setdefault("type", "submit")
    return {
        "label": label,
        "kind": kind,
        "url": url,
        "why_not": why_not or "",
        "icon": icon,
        "voice": wording.voice_name(voice),
        "size": size,
        "attributes": _attributes(attributes),
    }


@register.simple_tag
def button(label: str, **options: Any) -> SafeString:
    """Draw a verb: a button, a link that looks like one, or a refusal that says why."""
    return _drawn("button/button", _button_face(label, **options))


@register.inclusion_tag("ui/button/post.html", takes_context=True)
def post(context: Context, to: str, label: str, **options: Any) -> Face:
    """Draw a form of one button that posts."""
    csrf_token = context.get("csrf_token")
    return _button_face(label, **options) | {"to": to, "csrf_token": csrf_token}


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, id: str, title: str) -> SafeString:
    """Draw a dialog that a button opens."""
    return _drawn("dialog/dialog", {"content": content, "id": id, "title": title})


# --- surfaces


@register.simple_block_tag(end_name="endcard")
def card(
    content: str,
    title: str = "",
    voice: object = "",
    note: str = "",
    level: int = 2,
    plain: bool = False,
    **attributes: Any,
) -> SafeString:
    """Draw a sheet that holds one thought."""
    face: Face = {"content": content, "title": title, "note": note, "level": level, "plain": plain}
    face |= {"voice": wording.voice_name(voice), "attributes": _attributes(attributes)}
    return _drawn("card/card", face)


@register.simple_block_tag(takes_context=True, end_name="endbanner")
def banner(
    context: Context,
    content: str,
    tone: str = "info",
    verb: str = "",
    url: str = "",
    post: str = "",
) -> SafeString:
    """Draw a banner: one sentence that says what to do, and one verb."""
    icons = {"info": "info", "good": "check", "ask": "circle-help", "danger": "triangle-alert"}
    face: Face = {"content": content, "tone": tone, "icon": icons.get(tone, "info")}
    face |= {"verb": verb, "url": url, "to": post, "csrf_token": context.get("csrf_token")}
    return _drawn("banner/banner", face)


@register.inclusion_tag("ui/empty/empty.html")
def empty(title: str, text: str = "", verb: str = "", url: str = "", icon: str = "", why_not: object = "") -> Face:
    """Draw the place where something will be, and how it gets there."""
    return {
        "title": title,
        "text": text,
        "verb": verb,
        "url": url,
        "icon": icon,
        "why_not": why_not,
    }


@register.simple_block_tag(end_name="endmore")
def more(content: str, summary: str, open: bool = False) -> SafeString:
    """Draw a part that opens on demand."""
    return _drawn("more/more", {"content": content, "summary": summary, "open": open})


# --- forms


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
    return {"name": name, "label": label, "help": help, "attributes": _attributes(attributes)}


@register.inclusion_tag("ui/saved/saved.html")
def saved(at: datetime | None = None) -> Face:
    """Draw the quiet note that a draft is kept."""
    return {"at": at}


# --- lists


@register.simple_block_tag(end_name="endlines")
def lines(content: str, label: str = "") -> SafeString:
    """Draw a list of sentences."""
    return _drawn("lines/lines", {"content": content, "label": label})


@register.simple_block_tag(takes_context=True, end_name="endline")
def line(
    context: Context,
    content: str,
    tone: str = "",
    voice: object = "",
    verb: str = "",
    url: str = "",
    post: str = "",
    why_not: object = "",
    note: str = "",
    primary: bool = False,
    **attributes: Any,
) -> SafeString:
    """Draw one sentence and one verb."""
    kind = "primary" if primary else ""
    face: Face = {"content": content, "tone": tone, "voice": wording.voice_name(voice), "verb": verb}
    face |= {"url": url, "to": post, "why_not": why_not, "note": note, "kind": kind}
    face |= {"attributes": _attributes(attributes), "csrf_token": context.get("csrf_token")}
    return _drawn("lines/line", face)


@register.inclusion_tag("ui/table/table.html")
def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    caption: str = "",
    stacks: bool = True,
    numeric: str = "",
) -> Face:
    """Draw a table that stacks on a phone."""
    right = {int(number) for number in str(numeric).replace(" ", "").split(",") if number}
    marked = [(header, index in right) for index, header in enumerate(headers, 1)]
    cells = [[(text, *head) for text, head in zip(row, marked, strict=True)] for row in rows]
    return {"headers": marked, "rows": cells, "caption": caption, "stacks": stacks}


@register.simple_block_tag(end_name="endtimeline")
def timeline(content: str, label: str = "") -> SafeString:
    """Draw what happened, newest first."""
    return _drawn("timeline/timeline", {"content": content, "label": label})


@register.simple_block_tag(end_name="endentry")
def entry(
    content: str,
    voice: object = "",
    who: str = "",
    at: datetime | None = None,
    kind: str = "",
    url: str = "",
    voided: bool = False,
) -> SafeString:
    """Draw one thing that happened, with the leaf of who says so."""
    face: Face = {"content": content, "voice": wording.voice_name(voice), "who": who, "at": at}
    face |= {"kind": kind, "url": url, "voided": voided}
    return _drawn("timeline/entry", face | {"label": wording.voice_label(voice)})


@register.simple_block_tag(end_name="endsteps")
def steps(content: str, label: str = "") -> SafeString:
    """Draw a path of steps."""
    return _drawn("steps/steps", {"content": content, "label": label})


@register.inclusion_tag("ui/steps/step.html", takes_context=True)
def step(
    context: Context,
    text: str,
    state: str = "later",
    note: str = "",
    verb: str = "",
    url: str = "",
    post: str = "",
    why_not: object = "",
) -> Face:
    """Draw one step: done, now or later."""
    face: Face = {"text": text, "state": state, "note": note, "verb": verb, "url": url, "to": post}
    return face | {"why_not": why_not, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/pages/pages.html")
def pages(newer: str = "", older: str = "", label: str = "") -> Face:
    """Draw the way to newer and older."""
    return {"newer": newer, "older": older, "label": label}


# --- measures


@register.simple_tag
def time(at: datetime | date | None, style: str = "") -> SafeString:
    """Say a time as people do; the exact one shows on hover and focus."""
    if at is None:
        return SafeString()
    face: Face = {
        "machine": at.isoformat(),
        "said": wording.human_time(at, today=_today(), style=style),
        "exact": wording.exact_time(at),
    }
    return _drawn("time/time", face)


@register.simple_tag
def timer(since: datetime, label: str = "") -> SafeString:
    """Draw a clock that counts up from an instant."""
    gone = wording.running_time(int((now() - since).total_seconds()))
    return _drawn("timer/timer", {"since": since.isoformat(), "gone": gone, "label": label})


@register.inclusion_tag("ui/score/score.html")
def score(
    instrument: str,
    value: float | None = None,
    of: float | None = None,
    band: str = "",
    tone: str = "neutral",
    **options: Any,
) -> Face:
    """Draw a score with its instrument, its band, who answered and when."""
    shown = "" if value is None else f"{value:g}"
    face: Face = {"instrument": instrument, "value": shown, "band": band, "tone": tone}
    return face | {"of": "" if of is None else f"{of:g}"} | options


@register.inclusion_tag("ui/progress/progress.html")
def progress(value: float, of: float, label: str, voice: object = "") -> Face:
    """Draw how much of a whole is done."""
    shown = {"value": f"{value:g}", "of": f"{of:g}", "label": label}
    return shown | {"voice": wording.voice_name(voice)}


@register.inclusion_tag("ui/chart/chart.html")
def chart(chart: Chart) -> Face:
    """Draw a chart and the table that says the same."""
    return {"svg": mark_safe(chart.svg), "table": chart.table}  # noqa: S308 — escaped by charts


@register.simple_tag
def sparkline(
    values: Sequence[float | None],
    label: str,
    voice: object = "",
    low: float | None = None,
    high: float | None = None,
) -> SafeString:
    """Draw a word-sized line."""
    line = Sparkline(tuple(values), label, wording.voice_name(voice), low, high)
    return mark_safe(line.svg())  # noqa: S308 — escaped by charts


@register.inclusion_tag("ui/diff/diff.html")
def diff(before: str, after: str) -> Face:
    """Draw what was added and removed."""
    return {"pieces": list(wording.differences(before, after))}


# --- the plan


@register.simple_block_tag(end_name="endcolumns")
def columns(content: str) -> SafeString:
    """Draw the three columns of a goal."""
    return _drawn("columns/columns", {"content": content})


@register.simple_block_tag(end_name="endcolumn")
def column(content: str, voice: object, title: str = "", foot: str = "", level: int = 3) -> SafeString:
    """Draw what one voice does for a goal."""
    titles = {
        "school": gettext("At school"),
        "clinic": gettext("In therapy"),
        "home": gettext("At home"),
    }
    name = wording.voice_name(voice)
    face: Face = {"content": content, "voice": name, "title": title or titles.get(name, "")}
    return _drawn("columns/column", face | {"foot": foot, "level": level})


@register.inclusion_tag("ui/sheet_header/sheet_header.html")
def sheet_header(title: str, who: str = "", note: str = "", at: datetime | None = None) -> Face:
    """Draw the head of a printed page."""
    return {"title": title, "who": who, "note": note, "at": at or now()}
