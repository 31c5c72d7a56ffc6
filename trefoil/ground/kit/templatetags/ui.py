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
        style: "" | "day" | "clock" | "through" (the last day of what ends then)
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

from django import template

from trefoil.ground.kit.ui.tags import doing, forms, lists, measures, plan, signs, surfaces

register = template.Library()

for family in (signs, doing, surfaces, forms, lists, measures, plan):
    register.tags.update(family.register.tags)
