"""The pytest plugin that prints how often each basis was reached, whichever process did the counting."""

from typing import Any

NAME, ROWS = "situations", "rows"
TITLES = {NAME: "the function and the policies", ROWS: "the function and PostgreSQL"}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the counts of all parts together."""
    reports = [report for name in ("passed", "failed") for report in terminalreporter.stats.get(name, ())]
    for kind, title in TITLES.items():
        parts = [value for report in reports for name, value in report.user_properties if name == kind]
        if parts:
            from tests.oracle.comparing import merged, table

            terminalreporter.section(f"disclosure: {title}")
            for line in table(merged(parts)):
                terminalreporter.write_line(line)
