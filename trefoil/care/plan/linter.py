"""Words that should not reach a school record without a reason; pure.

A copy that the school keeps is an education record for good, so what it may say is looked at before it goes. The lists
are short on purpose: what they catch asks a person to look, and a person may say why it stays.
"""

import re
from collections.abc import Iterable, Iterator

from .types import Finding

# ICD-10 shape: a dotted code of any chapter; without a dot only the chapters a plan could mean (F, R, T, X, Y, Z).
_CODE = re.compile(r"\b(?:[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}|[FRTXYZ]\d{2})\b", re.IGNORECASE)
_DOSE = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg)\b", re.IGNORECASE)
_DRUGS = """
abilify adderall amphetamine antidepressant antipsychotic aripiprazole atomoxetine benzodiazepine bupropion citalopram
clonazepam clonidine concerta duloxetine escitalopram fluoxetine focalin guanfacine haloperidol hydroxyzine intuniv
lamotrigine lexapro lisdexamfetamine lithium lorazepam medication methylphenidate mirtazapine olanzapine paxil prazosin
propranolol prozac quetiapine risperdal risperidone ritalin seroquel sertraline ssri strattera trazodone valproate
venlafaxine vyvanse wellbutrin zoloft
"""
_TRAUMA = """
abuse abused abuser abusive assault assaulted cutting incest molest molested neglect neglected overdose ptsd rape raped
self-harm self-injury suicidal suicide trauma traumatic traumatized victim abuso maltrato suicidio violación
"""
_DIAGNOSES = """
adhd anorexia autism autistic bipolar borderline bulimia depression depressive diagnosed diagnosis disorder ocd
psychosis psychotic schizophrenia
"""


def _list(words: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words.split())) + r")(?![\w-])", re.IGNORECASE)


_PATTERNS = (
    ("code", _CODE),
    ("drug", _DOSE),
    ("drug", _list(_DRUGS)),
    ("trauma", _list(_TRAUMA)),
    ("diagnosis", _list(_DIAGNOSES)),
    # In small letters it is an ordinary word.
    ("diagnosis", re.compile(r"\bODD\b")),
)


def findings(
    texts: Iterable[tuple[str, str]], *, names: Iterable[str] = (), allowed: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Return what in the texts should not reach the school without a reason.

    Args:
        texts: places and texts.
        names: people who must not be named: other children, brothers and sisters, caregivers.
        allowed: names that may stand there, as those of the team and the child.
    """
    patterns = (*_PATTERNS, *_name_patterns(names, allowed))
    found: dict[str, Finding] = {}
    for where, text in texts:
        for finding in _in_text(where, _without(text, allowed), patterns):
            found.setdefault(finding.key, finding)
    return tuple(found.values())


def _name_patterns(names: Iterable[str], allowed: Iterable[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    fine = {word.casefold() for name in allowed for word in name.split()}
    wanted = {word for name in names for word in name.split() if len(word) > 2 and word.casefold() not in fine}
    if wanted:
        # A name is a name only with its capital: "grace" and "hope" are words.
        yield "name", re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(wanted)) + r")\b")


def _without(text: str, allowed: Iterable[str]) -> str:
    for name in allowed:
        text = text.replace(name, " ") if name else text
    return text


def _in_text(where: str, text: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[Finding]:
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            yield Finding(kind=kind, words=match.group(), where=where)
