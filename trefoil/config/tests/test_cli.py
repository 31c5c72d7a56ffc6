"""Every failure of a command is one line that says what to do."""

import socket
from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace

import pytest

from trefoil.config import cli
from trefoil.config.commands.demo_code import code
from trefoil.config.halt import Halt

COMMANDS = {"try": cli.Command("tried", "a command for tests", needs="nothing")}


def trying(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    module = SimpleNamespace(run=run, add_arguments=lambda parser: parser.add_argument("--count", type=int))
    monkeypatch.setattr(cli, "COMMANDS", COMMANDS)
    monkeypatch.setattr(cli, "_module", lambda path: module)


def raising(trouble: BaseException) -> object:
    def run(options: Namespace) -> int:
        raise trouble

    return run


def only_line(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1, said.err
    return said.err.rstrip("\n")


def test_alone_it_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in cli.COMMANDS)


def test_a_commands_status_is_the_programs_status(monkeypatch: pytest.MonkeyPatch) -> None:
    trying(monkeypatch, lambda options: options.count)
    assert cli.main(["try", "--count", "1"]) == 1


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["juggle"]) == 2
    assert only_line(capsys).startswith("trefoil juggle: there is no such command")


def test_half_a_command_names_the_other_half(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo"]) == 2
    assert "demo load, demo reset, demo code" in only_line(capsys)


def test_a_wrong_argument_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    trying(monkeypatch, lambda options: 0)
    assert cli.main(["try", "--count", "many"]) == 2
    assert "--count: invalid int value: 'many'" in only_line(capsys)


def test_a_halt_is_its_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    trying(monkeypatch, raising(Halt("the well is dry;\n  dig deeper")))
    assert cli.main(["try"]) == 2
    assert only_line(capsys) == "trefoil try: the well is dry; dig deeper"


def test_what_nobody_foresaw_is_a_line_and_a_log(
    var: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    trying(monkeypatch, raising(KeyError("surprise")))
    assert cli.main(["try"]) == 2
    line = only_line(capsys)
    assert "KeyError" in line
    assert str(var / "log" / "trefoil.log") in line
    assert "surprise" in (var / "log" / "trefoil.log").read_text()


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    trying(monkeypatch, raising(KeyboardInterrupt()))
    assert cli.main(["try"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_dead_database_is_one_line(
    var: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:hidden@127.0.0.1:1/x")
    assert cli.main(["migrate"]) == 2
    assert only_line(capsys).startswith("trefoil migrate: the database at 127.0.0.1:1")


def test_a_port_in_use_is_one_line(
    var: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        assert cli.main(["run"]) == 2
    line = only_line(capsys)
    assert line.startswith(f"trefoil run: port {taken_port(line)} at 127.0.0.1 cannot be used")
    assert "PORT=" in line


def taken_port(line: str) -> str:
    return line.split("port ")[1].split()[0]


@pytest.mark.parametrize("port", ["zero", "0", "70000", "-1"])
def test_a_port_that_is_none_is_one_line(
    port: str, var: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", port)
    assert cli.main(["run"]) == 2
    assert "give a number from 1 to 65535" in only_line(capsys)


def test_every_command_names_a_module_with_a_summary() -> None:
    for name, command in cli.COMMANDS.items():
        assert command.module.startswith("trefoil."), name
        assert command.summary, name
        assert command.needs in {"nothing", "django", "database"}, name


@pytest.mark.parametrize(("at", "digits"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_demo_code_shows_what_an_authenticator_shows(at: int, digits: str) -> None:
    """The published examples of RFC 6238, appendix B, in their last six digits."""
    assert code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at=at) == digits
