"""Write the table and the rules in docs/disclosure.md anew from the packs of the rulebook."""

from pathlib import Path

from trefoil.ground.rulebook.printing import renewed
from trefoil.ground.rulebook.queries import SHIPPED, packs

PAGE = Path(__file__).resolve().parent.parent / "docs/disclosure.md"

if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), packs(SHIPPED)), encoding="utf-8")
