"""FHIRPath expressions: parsed once, read for what they need, evaluated with the corrected engine."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4.tree.Tree import ParseTreeWalker
from fhirpathpy.engine import do_eval
from fhirpathpy.engine.nodes import TypeInfo
from fhirpathpy.models import models
from fhirpathpy.parser.ASTPathListener import ASTPathListener
from fhirpathpy.parser.generated.FHIRPathLexer import FHIRPathLexer
from fhirpathpy.parser.generated.FHIRPathParser import FHIRPathParser

from .functions import CORRECTED, KNOWN
from .trouble import Json, Unscorable

FHIRPATH = "text/fhirpath"
MODEL = models["r4"]
TypeInfo.model = MODEL  # type: ignore[assignment]  # else the engine knows types only after the first `is`

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_ESCAPED = {"r": "\r", "n": "\n", "t": "\t", "f": "\f"}
_ZERO: Json = {
    "type": "TermExpression",
    "terminalNodeText": [],
    "children": [
        {
            "type": "LiteralTerm",
            "terminalNodeText": [],
            "children": [{"type": "NumberLiteral", "terminalNodeText": ["0"], "text": "0"}],
        }
    ],
}


@dataclass(frozen=True)
class Literals:
    """The string literals of an expression, by what they do to the questions they name."""

    named: frozenset[str]
    begun: frozenset[str]
    excluded: frozenset[str]


@dataclass(frozen=True, eq=False)
class Expression:
    """One expression of a questionnaire, and the item it stands on."""

    owner: str
    name: str
    text: str
    tree: Json
    constants: frozenset[str]
    functions: frozenset[str]
    literals: Literals

    @property
    def reads_weights(self) -> bool:
        """Tell whether the expression itself looks at weights."""
        return any(word in self.text for word in ("ordinalValue", "itemWeight", "weight()"))

    def evaluate(self, response: Json, constants: Mapping[str, Any]) -> list[Any]:
        """Return what the expression gives, as nodes of the engine.

        Raises:
            Unscorable: if the engine cannot evaluate it on this response.
        """
        root = [response]
        context = {"dataRoot": root, "vars": constants, "model": MODEL, "userInvocationTable": CORRECTED}
        try:
            found = do_eval(context, root, self.tree)  # type: ignore[no-untyped-call]
        except Exception as trouble:  # the engine has no failures of its own: anything may come out of it
            raise Unscorable(self.owner, "the expression fails on this response") from trouble
        return found if isinstance(found, list) else [found]


class _Refusing(ErrorListener):
    """The generated parser guesses on after a mistake; this one does not."""

    def syntaxError(self, *_where: Any) -> None:
        """Stop at the first mistake."""
        raise SyntaxError


def parse(text: str, *, owner: str, name: str = "") -> Expression:
    """Read an expression.

    Raises:
        Unscorable: if it is not FHIRPath, or uses a function that there is not.
    """
    try:
        tree, tokens = _parsed(text)
        functions = frozenset(_functions(tree))
        read = Expression(
            owner=owner,
            name=name,
            text=text,
            tree=_corrected(tree),
            constants=frozenset(_constants(tokens)),
            functions=functions,
            literals=_literals(tokens),
        )
    except (SyntaxError, RecursionError, ValueError, LookupError):
        raise Unscorable(owner, "the expression is not FHIRPath") from None
    for function in sorted(functions - KNOWN):
        raise Unscorable(owner, f"FHIRPath function {function}()")
    return read


def _parsed(text: str) -> tuple[Json, list[str]]:
    lexer = FHIRPathLexer(InputStream(text))
    stream = CommonTokenStream(lexer)
    parser = FHIRPathParser(stream)
    for part in (lexer, parser):
        part.removeErrorListeners()
        part.addErrorListener(_Refusing())
    listener = ASTPathListener()  # type: ignore[no-untyped-call]
    ParseTreeWalker().walk(listener, parser.entireExpression())  # type: ignore[no-untyped-call]
    tokens = [token.text for token in stream.tokens if token.channel == 0 and token.type != -1]
    return listener.parentStack[0]["children"][0]["children"][0], tokens


def _corrected(node: Json) -> Json:
    """Write a minus before a value as a subtraction: the engine negates numbers of its own only."""
    children = [_corrected(child) for child in node.get("children", [])]
    if node["type"] == "PolarityExpression":
        sign = node["terminalNodeText"]
        return {"type": "AdditiveExpression", "terminalNodeText": sign, "children": [_ZERO, *children]}
    return {**node, "children": children} if children else node


def _functions(node: Json) -> Iterator[str]:
    if node["type"] == "Functn":
        yield node["children"][0]["text"].replace("`", "")
    for child in node.get("children", []):
        yield from _functions(child)


def _constants(tokens: list[str]) -> Iterator[str]:
    for before, token in pairwise(tokens):
        if before == "%":
            yield token.strip("`'\"")


def _literals(tokens: list[str]) -> Literals:
    named, begun, excluded = set(), set(), set()
    for place, token in enumerate(tokens):
        if not token.startswith("'") or tokens[place - 1 : place] == ["%"]:
            continue
        word = _ESCAPE.sub(lambda found: _unescaped(found[1]), token[1:-1])
        if tokens[max(0, place - 2) : place] == ["startsWith", "("]:
            begun.add(word)
        elif tokens[place - 1 : place] == ["!="]:
            excluded.add(word)
        else:
            named.add(word)
    return Literals(frozenset(named), frozenset(begun), frozenset(excluded))


def _unescaped(mark: str) -> str:
    return chr(int(mark[1:], 16)) if len(mark) == 5 else _ESCAPED.get(mark, mark)
