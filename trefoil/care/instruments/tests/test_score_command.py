"""`trefoil score` as its caller sees it: standard output, standard error, exit status."""

import json

import pytest

from trefoil.config import cli

from .forms import SUM, THREE, chosen, form, question, response, score


@pytest.fixture
def folder(tmp_path):
    files = {
        "form.json": THREE,
        "full.json": response(*(chosen(q, "often") for q in ("q1", "q2", "q3"))),
        "twice.json": response(chosen("q1", "often", "never")),
        "clock.json": form(question("q1"), score("total", "now()")),
        "person.json": {"resourceType": "Patient"},
    }
    for name, document in files.items():
        (tmp_path / name).write_text(json.dumps(document))
    (tmp_path / "broken.json").write_text('{"resourceType": NaN')
    return tmp_path


def run(capsys, *words):
    status = cli.main(["score", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_pair_prints_one_object(folder, capsys):
    status, out, err = run(capsys, folder / "form.json", folder / "full.json")

    assert (status, err) == (0, "")
    assert json.loads(out)["scores"] == [{"linkId": "total", "code": "code-total", "value": 6, "unanswered": 0}]


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (("form.json", "twice.json"), "q1: more than one answer"),
        (("clock.json", "full.json"), "total: FHIRPath function now()"),
        (("person.json", "full.json"), "-: not a Questionnaire"),
        (("form.json", "person.json"), "-: not a QuestionnaireResponse"),
        (("broken.json", "full.json"), "-: broken.json is not JSON"),
        (("form.json", "none.json"), "-: cannot read none.json: No such file or directory"),
        (("form.json",), "-: give a questionnaire and a response, or --list PAIRS.jsonl"),
    ],
)
def test_a_pair_that_fails_is_one_line_and_nothing_else(folder, capsys, files, line):
    assert run(capsys, *(folder / name for name in files)) == (2, "", f"trefoil score: {line}\n")


def test_a_list_scores_what_it_can(folder, capsys):
    (folder / "deeper").mkdir()
    lines = [
        {"questionnaire": "../form.json", "response": "../full.json"},
        {"questionnaire": "../form.json", "response": "../twice.json"},
        {"questionnaire": "../clock.json", "response": "../full.json"},
        {"questionnaire": 3, "response": None},
        {"questionnaire": "../form.json", "response": "../full.json"},
    ]
    pairs = folder / "deeper" / "pairs.jsonl"
    pairs.write_text("\n".join(map(json.dumps, lines)) + "\nnonsense\n\n")
    status, out, err = run(capsys, "--list", pairs)
    results = [json.loads(line) for line in out.splitlines()]

    assert (status, err) == (2, "")
    assert results[0] == results[4]
    assert results[0]["scores"][0]["value"] == 6
    assert [result.get("error", {}).get("linkId") for result in results] == [None, "q1", "total", "-", None, "-"]
    assert results[1]["error"]["feature"] == "more than one answer"


def test_a_list_without_trouble_succeeds(folder, capsys):
    pairs = folder / "pairs.jsonl"
    pairs.write_text(json.dumps({"questionnaire": "form.json", "response": "full.json"}) * 1)

    assert run(capsys, "--list", pairs)[0] == 0
    assert run(capsys, "--list", folder / "none.jsonl")[0] == 2


def test_the_same_files_give_the_same_bytes(folder, capsys):
    first = run(capsys, folder / "form.json", folder / "full.json")

    assert run(capsys, folder / "form.json", folder / "full.json") == first
    assert SUM in (folder / "form.json").read_text()
