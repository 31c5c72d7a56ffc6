"""Finding a code by words: pure, without files, clock or database.

Every word of the question must be answered by a word of the entry, exactly or as its beginning. Rare words count more
than common ones, titles more than synonyms, short entries more than long ones, and what a children's mental health
program diagnoses more than the rest of medicine. A heading that fits brings the codes under it.
"""

import math
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

_WORD = re.compile(r"[a-z0-9]+")
_CODE = re.compile(r"^[A-Z][0-9][0-9A-Z](\.?[0-9A-Z]{0,4})?$")
_DROPPED = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "nos",
        "of",
        "on",
        "or",
        "other",
        "the",
        "to",
        "with",
        "without",
    ]
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ions", "ion", "ive", "ness", "ied", "ies", "ed", "es", "ly", "s", "y")
_TITLE, _SYNONYM = 1.0, 0.8
_LENGTH = 0.06
_PREFIX = 0.6
_LEAST_PREFIX = 3
# What this house diagnoses most, before the rest of medicine.
_NEAR = (("F", 1.6), ("R45", 1.35), ("T74", 1.2), ("Z62", 1.2), ("Z63", 1.2), ("Z55", 1.2), ("Z6", 1.1))


class Entry(NamedTuple):
    """One code of the set, or a heading under which codes stand."""

    code: str
    says: str
    is_billable: bool
    terms: tuple[str, ...] = ()
    sevenths: tuple[tuple[str, ...], ...] = ()


class Found(NamedTuple):
    """An entry that answers a question, and the synonym by which it was found if its title does not say it."""

    entry: Entry
    score: float
    because: str = ""


def words_of(text: str) -> list[str]:
    """Return the words of a text in their plainest form, without those that say nothing."""
    plain = text.replace("'", "").replace("’", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return [_stem(word) for word in _WORD.findall(plain.lower()) if word not in _DROPPED]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


class Shelf:
    """A code set with an index over its words."""

    def __init__(self, entries: Iterable[Entry], words: Mapping[str, tuple[str, ...]]) -> None:
        self.entries = list(entries)
        self.place = {entry.code: place for place, entry in enumerate(self.entries)}
        self.codes = sorted(self.place)
        self.said = {code: tuple(said) for code, said in words.items()}
        self._index()

    def _index(self) -> None:
        index: dict[str, dict[int, float]] = {}
        known: dict[str, tuple[str, ...]] = {}
        for place, entry in enumerate(self.entries):
            near = next((weight for start, weight in _NEAR if entry.code.startswith(start)), 1.0)
            for text, field in self._texts(entry):
                if text not in known:
                    known[text] = tuple(set(words_of(text)))
                weight = near * field / (1 + _LENGTH * len(known[text]))
                for word in known[text]:
                    found = index.setdefault(word, {})
                    if weight > found.get(place, 0.0):
                        found[place] = weight
        self.vocabulary = sorted(index)
        self.postings = {word: (array("i", found), array("f", found.values())) for word, found in index.items()}

    def _texts(self, entry: Entry) -> Iterator[tuple[str, float]]:
        yield entry.says, _TITLE
        for term in (*entry.terms, *self.said.get(entry.code, ())):
            yield term, _SYNONYM

    def find(self, code: str) -> Entry | None:
        """Return the entry of a code, also of one that a seventh character makes."""
        wanted = dotted(code)
        place = self.place.get(wanted)
        if place is not None:
            return self.entries[place]
        return next((e for e in self._below(_stub(wanted)) if e.code == wanted), None) if len(wanted) == 8 else None

    def search(self, text: str, limit: int = 25) -> list[Found]:
        """Return what fits a question, the best first: the beginning of a code, else words."""
        asked = text.strip().upper()
        if _CODE.fullmatch(asked):
            return self._by_code(dotted(asked), limit)
        words = list(dict.fromkeys(words_of(text)))
        return self._by_words(words, limit) if words else []

    def _by_code(self, code: str, limit: int) -> list[Found]:
        first = bisect_left(self.codes, code)
        found = []
        for known in self.codes[first : first + limit]:
            if not known.startswith(code):
                break
            found.append(self.entries[self.place[known]])
        stub = self.place.get(_stub(code))
        if len(found) <= 1 and stub is not None:
            found += [
                e for e in self._below(_stub(code)) if e.code.startswith(code) or e.code.startswith(_padded(code))
            ]
        return [Found(entry, 1.0) for entry in dict.fromkeys(found)][:limit]

    def _by_words(self, words: list[str], limit: int) -> list[Found]:
        answers = sorted((answer for word in words if (answer := self._answers(word))), key=len)
        if not answers:
            return []
        least, *rest = answers
        common = {place: score for place, score in least.items() if all(place in answer for answer in rest)}
        for answer in rest:
            for place in common:
                common[place] += answer[place]
        ranked = common or _most(answers)
        best = nlargest(limit, ranked.items(), key=lambda found: (found[1], -found[0]))
        return self._with_those_below(best, set(words), limit)

    def _answers(self, word: str) -> dict[int, float]:
        """Return the places where a word is answered, and how well."""
        best: dict[int, float] = {}
        for known, weight in self._alike(word):
            places, fields = self.postings[known]
            rare = weight * math.log(1 + len(self.entries) / len(places))
            if not best:
                best = {place: rare * field for place, field in zip(places, fields, strict=True)}
                continue
            for place, field in zip(places, fields, strict=True):
                score = rare * field
                if score > best.get(place, 0.0):
                    best[place] = score
        return best

    def _alike(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self.postings:
            yield word, 1.0
        if len(word) < _LEAST_PREFIX:
            return
        for known in self.vocabulary[bisect_left(self.vocabulary, word) :]:
            if not known.startswith(word):
                return
            if known != word:
                yield known, _PREFIX * (len(word) / len(known)) ** 0.5

    def _with_those_below(self, best: list[tuple[int, float]], words: set[str], limit: int) -> list[Found]:
        found: dict[str, Found] = {}
        for place, score in best:
            entry = self.entries[place]
            found.setdefault(entry.code, Found(entry, score, self._because(entry, words)))
            if not entry.is_billable:
                for child in self._below(entry.code):
                    found.setdefault(child.code, Found(child, score * 0.9))
        return list(found.values())[:limit]

    def _because(self, entry: Entry, words: set[str]) -> str:
        """Return the synonym that answers best when the title does not."""
        title = words_of(entry.says)
        if all(any(said.startswith(word) for said in title) for word in words):
            return ""
        every = (*self.said.get(entry.code, ()), *entry.terms)
        return max(every, key=lambda term: _share(words, words_of(term)), default="")

    def _below(self, code: str) -> list[Entry]:
        """Return the entries one step under a heading, and the codes that a seventh character makes of it."""
        place = self.place.get(code)
        if place is None:
            return []
        entry = self.entries[place]
        if entry.sevenths:
            return [Entry(_padded(code) + char, f"{entry.says}, {said}", True) for char, said in entry.sevenths]
        under: list[Entry] = []
        for child in self.entries[place + 1 :]:
            if not child.code.startswith(code):
                break
            if not any(child.code.startswith(known.code) for known in under):
                under.append(child)
        return under


def _share(words: set[str], term: list[str]) -> tuple[int, int]:
    return sum(any(said.startswith(word) for said in term) for word in words), -len(term)


def _most(answers: list[dict[int, float]]) -> dict[int, float]:
    """Return what answers the most words of a question, where nothing answers all of them."""
    scores: dict[int, float] = {}
    counts: dict[int, int] = {}
    for answer in answers:
        for place, score in answer.items():
            scores[place] = scores.get(place, 0.0) + score
            counts[place] = counts.get(place, 0) + 1
    most = max(counts.values())
    return {place: score for place, score in scores.items() if counts[place] == most}


def dotted(code: str) -> str:
    """Return a code with its dot, in capitals."""
    plain = code.strip().upper().replace(".", "")
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain


def _padded(code: str) -> str:
    plain = code.replace(".", "").ljust(6, "X")[:6]
    return dotted(plain)


def _stub(code: str) -> str:
    """Return the code that a seventh character would complete."""
    bare = code.replace(".", "")[:6].rstrip("X")
    return dotted(bare)
