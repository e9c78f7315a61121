"""Numbers that Word counts itself: Điều, khoản, điểm, dashes.

Word knows the Latin alphabet alone: its list runs a b c d e f. Ours runs a b c d đ e g; so "đ)" is a list of its
own with that fixed sign, and the letters after it go on in a list that starts at the right place.
"""

from lxml.etree import _Element as Element

from tthc.core.documents import rules
from tthc.core.documents.blocks import Marker
from tthc.core.documents.word.markup import paragraph_properties, run_properties, w

ARTICLE, NUMBER, LETTER, DASH, PLUS = range(1, 6)
BODY_ARTICLES = 1  # the list that the style Điều counts by
# What stands before the words, how it is counted, its style.
DEFINITIONS = {
    ARTICLE: ("Điều %1.", "decimal", "Dieu", True),
    NUMBER: ("%1.", "decimal", "Khoan", None),
    LETTER: ("%1)", "lowerLetter", "Diem", None),
    DASH: ("-", "bullet", "GachDauDong", None),
    PLUS: ("+", "bullet", "DauCong", None),
}
STYLES = {
    Marker.NUMBER: "Khoan",
    Marker.LETTER: "Diem",
    Marker.DASH: "GachDauDong",
    Marker.PLUS: "DauCong",
}


class Numbering:
    """The lists of one document; the first one counts the Điều of its body."""

    def __init__(self, part: Element) -> None:
        self.part = part
        self.lists: list[Element] = []
        self.fixed: dict[str, int] = {}
        for child in list(part):
            part.remove(child)
        for number, (sign, counted, style, bold) in DEFINITIONS.items():
            self._define(number, sign, counted, style if number == ARTICLE else None, bold)
        self.body_articles = self.articles()
        self.dash, self.plus = self._list(DASH), self._list(PLUS)

    def articles(self) -> int:
        """A new count of Điều, from 1."""
        return self._list(ARTICLE, start=1)

    def items(self, marker: Marker, start: int, count: int) -> list[int]:
        """For each of `count` items the list that it belongs to."""
        match marker:
            case Marker.DASH:
                return [self.dash] * count
            case Marker.PLUS:
                return [self.plus] * count
            case Marker.NUMBER:
                return [self._list(NUMBER, start=start)] * count
        return self._letters([rules.point_letter(position) for position in range(start, start + count)])

    def _letters(self, letters: list[str]) -> list[int]:
        lists: list[int] = []
        before = None
        for letter in letters:
            place = _place(letter)
            if place is None:
                lists.append(self._fixed(letter))
            elif before is not None and place == before + 1:
                lists.append(lists[-1])
            else:
                lists.append(self._list(LETTER, start=place))
            before = place
        return lists

    def _fixed(self, letter: str) -> int:
        """The list whose sign is always this letter."""
        if letter not in self.fixed:
            definition = len(DEFINITIONS) + len(self.fixed) + 1
            self._define(definition, f"{letter})", "none")
            self.fixed[letter] = definition
        return self._list(self.fixed[letter])

    def _define(
        self, number: int, sign: str, counted: str, style: str | None = None, bold: bool | None = None
    ) -> None:
        level = w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=counted),
            w("pStyle", val=style) if style else None,
            w("suff", val="space"),
            w("lvlText", val=sign),
            w("lvlJc", val="left"),
            # Said here again: a list has a say before the style of its paragraphs.
            paragraph_properties(left=0, first=rules.FIRST_LINE),
            run_properties(bold=bold),
            ilvl=0,
        )
        element = w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)
        # Definitions stand before the lists that use them.
        self.part.insert(len(self.part) - len(self.lists), element)

    def _list(self, definition: int, start: int | None = None) -> int:
        number = len(self.lists) + 1
        restart = w("lvlOverride", w("startOverride", val=start), ilvl=0) if start is not None else None
        element = w("num", w("abstractNumId", val=definition), restart, numId=number)
        self.lists.append(element)
        self.part.append(element)
        return number


def _place(letter: str) -> int | None:
    """Where Word's alphabet has the letter: "a" 1, "z" 26, "aa" 27; None for "đ"."""
    if letter[0] == "đ":
        return None
    return ord(letter[0]) - ord("a") + 1 + 26 * (len(letter) - 1)
