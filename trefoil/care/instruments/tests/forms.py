"""Small questionnaires of our own, one for each way in which scoring is written."""

from typing import Any

EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
ORDINAL = EXTENSIONS + "ordinalValue"
OFTEN = (("never", 0), ("sometimes", 1), ("often", 2), ("always", 3))
COPIED = f"answer.valueCoding.extension.where(url='{ORDINAL}').valueDecimal"

Json = dict[str, Any]


def weighted(code: str, weight: float | None) -> Json:
    """Return an answer option with its weight, if it has one."""
    extension = {} if weight is None else {"extension": [{"url": ORDINAL, "valueDecimal": weight}]}
    return {**extension, "valueCoding": {"code": code, "display": code}}


def question(link_id: str, options: Any = OFTEN, **more: Any) -> Json:
    """Return a question to choose an answer to."""
    listed = [weighted(code, weight) for code, weight in options]
    return {"linkId": link_id, "type": "choice", "text": f"Question {link_id}", "answerOption": listed, **more}


def group(link_id: str, *items: Json, **more: Any) -> Json:
    """Return a group of items."""
    return {"linkId": link_id, "type": "group", "item": list(items), **more}


def expression(url: str, text: str, name: str = "", language: str = "text/fhirpath") -> Json:
    """Return an extension that holds an expression."""
    named = {"name": name} if name else {}
    return {"url": url, "valueExpression": {**named, "language": language, "expression": text}}


def variable(name: str, text: str, language: str = "text/fhirpath") -> Json:
    """Return a variable."""
    return expression(EXTENSIONS + "variable", text, name, language)


def score(link_id: str, text: str, /, kind: str = "decimal", *variables: Json, **more: Any) -> Json:
    """Return a score item."""
    extension = [*variables, expression(SDC + "calculatedExpression", text)]
    return {"linkId": link_id, "type": kind, "code": [{"code": f"code-{link_id}"}], "extension": extension, **more}


def enabled_by(text: str) -> Json:
    """Return the extension of an item that an expression enables."""
    return expression(SDC + "enableWhenExpression", text)


def when(asked: str, operator: str, **answer: Any) -> list[Json]:
    """Return the condition of an item."""
    return [{"question": asked, "operator": operator, **answer}]


def form(*items: Json, **more: Any) -> Json:
    """Return a questionnaire."""
    return {
        "resourceType": "Questionnaire",
        "url": "https://trefoil.example/fhir/Questionnaire/own",
        "version": "1",
        "status": "active",
        "item": list(items),
        **more,
    }


def chosen(link_id: str, *codes: str, item: tuple[Json, ...] = (), weight: float | None = None, **more: Any) -> Json:
    """Return a question answered with codes, items below the first answer."""
    carried = {} if weight is None else {"extension": [{"url": ORDINAL, "valueDecimal": weight}]}
    answers: list[Json] = [{"valueCoding": {"code": code, **carried, **more}} for code in codes]
    if item:
        answers[0]["item"] = list(item)
    return {"linkId": link_id, "answer": answers}


def said(link_id: str, **value: Any) -> Json:
    """Return a question answered with a value."""
    return {"linkId": link_id, "answer": [value]}


def response(*items: Json) -> Json:
    """Return a response."""
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": list(items)}


SUM = f"%resource.item.where(linkId.startsWith('q')).{COPIED}.sum()"
THREE = form(question("q1"), question("q2"), question("q3"), score("total", SUM))
