"""The pytest plugin that prints how often each basis was reached, whichever process did the counting."""

from typing import Any

NAME = "situations"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the counts of all parts together."""
    reports = [report for name in ("passed", "failed") for report in terminalreporter.stats.get(name, ())]
    parts = [value for report in reports for name, value in report.user_properties if name == NAME]
    if not parts:
        return
    from tests.oracle.comparing import merged, table

    terminalreporter.section("disclosure: the function and the policies")
    for line in table(merged(parts)):
        terminalreporter.write_line(line)
