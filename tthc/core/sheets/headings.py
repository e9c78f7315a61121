"""Which column of a file is which Column: by heading and synonyms, without marks, remarks in brackets and numbering."""

import difflib
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from tthc.core.sheets.columns import Column
from tthc.core.text import fold

CLOSE = 0.85
PUNCTUATION = re.compile(r"[^\w/ ]+|_+")
REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")
# What tables write short, in folded words: "T.gian g.quyết", "CQTH", "TPHS".
SHORT = {
    "vb": "van ban", "cq": "co quan", "dv": "don vi", "tg": "thoi gian", "sl": "so luong", "hs": "ho so", "nd": "noi dung",
    "tthc": "thu tuc hanh chinh", "nb": "noi bo", "gq": "giai quyet", "kq": "ket qua", "sp": "san pham", "lp": "le phi",
    "cp": "chi phi", "bh": "ban hanh", "hl": "hieu luc", "qd": "quyet dinh", "qppl": "quy pham phap luat",
    "cqth": "co quan thuc hien", "cqqd": "co quan quyet dinh", "cqph": "co quan phoi hop", "cqbh": "co quan ban hanh",
    "dvth": "don vi thuc hien", "dvct": "don vi chu tri", "dvph": "don vi phoi hop", "dtth": "doi tuong thuc hien",
    "tphs": "thanh phan ho so", "slhs": "so luong ho so", "ccpl": "can cu phap ly", "tgth": "thoi gian thuc hien",
    "tggq": "thoi gian giai quyet", "thgq": "thoi han giai quyet", "ttth": "trinh tu thuc hien",
    "ctth": "cach thuc thuc hien", "kqth": "ket qua thuc hien", "kqgq": "ket qua giai quyet", "tnbq": "thu nhap binh quan",
    "t gian": "thoi gian", "t han": "thoi han", "g quyet": "giai quyet", "g chu": "ghi chu", "t hien": "thuc hien",
    "c quan": "co quan", "d vi": "don vi", "s luong": "so luong", "l vuc": "linh vuc", "h so": "ho so", "t tuc": "thu tuc",
    "n dung": "noi dung", "k qua": "ket qua", "q dinh": "quyet dinh", "v ban": "van ban", "p hop": "phoi hop",
}  # fmt: skip
SHORTENED = re.compile(rf"\b(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})\b")
_DOTTED = "|".join(short.replace(" ", r"[. ]+") for short in SHORT if " " in short)
# "1. Tên", "a) Tên"; the "G." of "G.chú" is no number.
LEADING_NUMBER = re.compile(rf"^(?!{_DOTTED})(?:\d{{1,2}}|[ivx]{{1,4}}|[a-h])[.)] ?")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column of the file probably is; `certain` when its heading is one that the Column knows."""

    column: Column
    certain: bool


def guess_columns(
    headings: Sequence[str], columns: Sequence[Column], *, remembered: Mapping[str, str] | None = None
) -> dict[int, Guess]:
    """For columns of the file (from 0) the Column that they probably are, each Column once.

    `remembered` gives the key of a Column, or "" for none, to `heading_key` of a heading: what the unit chose before.
    """
    return Guesser(columns).guess(headings, remembered or {})


class Guesser:
    """Guesses for the same columns again and again, as when the header is looked for."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = {column.key: column for column in columns}
        self.names = [(place, column, _names(column)) for place, column in enumerate(columns)]
        self.exact = frozenset(name for _, _, names in self.names for name in names)
        self.wordings = {frozenset(words_of(name)) for name in self.exact}
        self.known: dict[str, list[tuple[float, int, Column]]] = {}

    def knows_any(self, headings: Sequence[str], words: Set[str]) -> bool:
        """Whether one of the headings, which consist of these words, is what a column is called: cheaper than to guess."""
        return any(wording <= words for wording in self.wordings) and any(
            way in self.exact for heading in headings if heading for way, _ in _spoken(heading)
        )

    def guess(self, headings: Sequence[str], remembered: Mapping[str, str]) -> dict[int, Guess]:
        taken: dict[int, Guess] = {}
        used, passed = set(), set()
        for index, heading in enumerate(headings):
            if remembered and (key := remembered.get(heading_key(heading))) is not None:
                passed.add(index)
                if key in self.columns and key not in used:
                    used.add(key)
                    taken[index] = Guess(self.columns[key], certain=True)
        scores = [
            (-score, index, place, column)
            for index, heading in enumerate(headings)
            if heading and index not in passed
            for score, place, column in self._scores(heading)
        ]
        for score, index, _, column in sorted(scores, key=lambda found: found[:3]):
            if index not in taken and column.key not in used:
                used.add(column.key)
                taken[index] = Guess(column, certain=-score >= 1)
        return dict(sorted(taken.items()))

    def _scores(self, heading: str) -> list[tuple[float, int, Column]]:
        if heading not in self.known:
            spoken = _spoken(heading)
            likenesses = ((_likeness(spoken, names), place, column) for place, column, names in self.names)
            self.known[heading] = [found for found in likenesses if found[0]]
        return self.known[heading]


def heading_key(heading: str) -> str:
    """The heading for comparing and remembering."""
    return _bare(heading)


def words_of(text: str) -> set[str]:
    """The words that a heading may be recognised by."""
    return set(_words(fold(text))) - {"/"}


@lru_cache(maxsize=20_000)
def _bare(heading: str) -> str:
    words = _words(LEADING_NUMBER.sub("", REMARK.sub(" ", fold(heading)).strip()))
    return " ".join(words) or " ".join(fold(heading).split())


def _words(folded: str) -> list[str]:
    """Words without punctuation, those that tables write short spelled out."""
    words = " ".join(PUNCTUATION.sub(" ", folded).split())
    return SHORTENED.sub(lambda short: SHORT[short[0]], words).split()


def _spoken(heading: str) -> list[tuple[str, float]]:
    """Ways to say a heading of the file, with what a match of each is worth: the whole, its last part, a part above."""
    parts = heading.split(" / ")
    ways = [(_bare(heading), 3.0), (" ".join(fold(heading).split()), 3.0)]
    if len(parts) > 1:
        ways += [(_bare(" / ".join(parts[-2:])), 2.5), (_bare(parts[-1]), 2.0), (_bare(parts[0]), 1.0)]
    return ways


def _names(column: Column) -> dict[str, float]:
    """What a column is called, with its worth: heading before synonym, with its group before without."""
    names = {}
    for word, worth in [(column.heading, 0.2), *((synonym, 0.0) for synonym in column.synonyms)]:
        if column.group:
            names.setdefault(_bare(f"{column.group} / {word}"), worth + 0.5)
        names.setdefault(_bare(word), worth)
        names.setdefault(" ".join(fold(word).split()), worth)
    return names


def _likeness(spoken: list[tuple[str, float]], names: dict[str, float]) -> float:
    """1 and more for a known heading, less for a similar one, 0 for none."""
    exact = [worth + names[way] for way, worth in spoken if way in names]
    if exact:
        return max(exact)
    whole = spoken[0][0]
    if len(whole) < 5:
        return 0.0
    return max((_similarity(whole, name) for name in names if len(name) >= 5), default=0.0)


# A file of many sheets is searched for its headers by the same names over and over.
@lru_cache(maxsize=50_000)
def _similarity(whole: str, name: str) -> float:
    """Between CLOSE and 1 for texts that are nearly the same, 0 for others."""
    if 2 * min(len(whole), len(name)) < CLOSE * (len(whole) + len(name)):
        return 0.0
    matcher = difflib.SequenceMatcher(None, whole, name)
    if matcher.quick_ratio() < CLOSE:
        return 0.0
    ratio = matcher.ratio()
    return min(ratio, 0.99) if ratio >= CLOSE else 0.0
