"""The rulebook as Markdown: the decision table, and every rule with its source, for docs/disclosure.md."""

from collections.abc import Iterable, Iterator

from . import words
from .types import CATEGORIES, COLUMNS, Pack, Rule


def table_markdown(pack: Pack) -> str:
    """Return the decision table of a pack, without the periods of its rows."""
    rows = {rule.key: rule.value for part in reversed(pack.line) for rule in part.rules}
    lines = ["| Category | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(rows[f"table.{name}"]) + " |" for name in CATEGORIES]
    return "\n".join(lines)


def rules_markdown(packs: Iterable[Pack]) -> str:
    """Return every rule of some packs, pack by pack."""
    return "\n".join(line for pack in packs for line in _pack(pack)).strip()


def _pack(pack: Pack) -> Iterator[str]:
    above = f", which extends `{pack.extends.id}`" if pack.extends else ""
    yield f"### {pack.title} (`{pack.id}`{above})"
    for name, rules in words.grouped(pack.rules):
        yield f"\n#### {name}\n"
        yield "| Rule | Value | What it says | Source | Date | Certainty | In force |"
        yield "|---|---|---|---|---|---|---|"
        for rule in rules:
            yield _row(rule)
    yield ""


def _row(rule: Rule) -> str:
    cells = [
        f"`{rule.key}`",
        words.value_words(rule),
        rule.says,
        rule.source,
        rule.read_on.isoformat(),
        rule.certainty.value,
        words.in_force(rule),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def renewed(page: str, packs: Iterable[Pack]) -> str:
    """Return docs/disclosure.md with its table and its rules written anew from the packs."""
    shown = list(packs)
    for name, text in (("table", table_markdown(shown[0])), ("rules", rules_markdown(shown))):
        begin, end = f"<!-- {name}: written by scripts/disclosure.py -->\n", f"<!-- {name}: end -->"
        before, _begin, rest = page.partition(begin)
        _old, _end, after = rest.partition(end)
        page = f"{before}{begin}\n{text}\n\n{end}{after}"
    return page
