"""docs/disclosure.md says what the packs and the rules say."""

import re
from pathlib import Path

from trefoil.ground.access.types import Basis, Denial
from trefoil.ground.rulebook import words
from trefoil.ground.rulebook.printing import renewed
from trefoil.ground.rulebook.queries import SHIPPED, find, packs
from trefoil.ground.rulebook.types import CATEGORIES, COLUMNS

ROOT = Path(__file__).resolve().parents[4]
PAGE = (ROOT / "docs/disclosure.md").read_text(encoding="utf-8")


def test_the_page_and_the_packs_agree():
    assert renewed(PAGE, packs(SHIPPED)) == PAGE, "run .venv/bin/python scripts/disclosure.py"


def test_the_page_names_every_ground():
    named = {*Basis, *Denial} - {Basis.SYSTEM}
    assert [ground for ground in sorted(named) if f"`{ground}`" not in PAGE] == []


def test_the_page_holds_every_rule_with_its_source():
    for pack in packs(SHIPPED):
        for rule in pack.rules:
            assert f"| `{rule.key}` |" in PAGE
            assert rule.source in PAGE
            assert rule.says in PAGE


def test_what_the_page_points_to_is_there():
    pointed = re.findall(r"`((?:trefoil|tests|scripts|docs)/[\w/.]+)`", PAGE)
    assert pointed
    assert [path for path in pointed if not (ROOT / path).exists()] == []


def test_every_rule_has_plain_words():
    for rule in find("us-mn", SHIPPED).line[0].rules + find("us", SHIPPED).rules:
        assert words.title(rule.key)
        assert words.value_words(rule)
        assert words.group_of(rule) in words.GROUPS
    assert set(words.COLUMN_WORDS) == set(COLUMNS)
    assert len(set(CATEGORIES)) == len(CATEGORIES)


def test_every_code_of_the_table_has_words():
    codes = {code for rule in find("us", SHIPPED).rules if rule.key.startswith("table.") for code in rule.value}
    assert codes <= set(words.CODE_WORDS)
