"""Where the centred lines of heads and titles break, so that no name is cut in two and no word stands alone.

Pure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from math import ceil

from tthc.core.documents.blocks import Words, printable, runs
from tthc.core.documents.lengths import length

# Words are broken best before these, and behind marks: Sở Khoa học và Công nghệ / tỉnh Bắc Giang.
JOINTS = {
    "và",
    "của",
    "thuộc",
    "trực thuộc",
    "tỉnh",
    "thành phố",
    "huyện",
    "quận",
    "thị xã",
    "năm",
    "giai đoạn",
}
MARKS = (",", ";", ":")
SURE = 0.97  # of a line: what words that are measured without their kerning may fill
UNEVEN = 0.55  # of the longest line: what a line broken at a joint may be short of


def in_lines(name: str, letters: int = 28) -> str:
    """A name of more letters than one line of the head holds: in lines broken at its joints.

    One without joints in the right places is broken where its lines become most alike.
    """
    words = printable(name).split()
    whole = len(" ".join(words))
    if whole <= letters or len(words) < 2:
        return printable(name)
    for breaks in (1, 2, 3):
        ways = [way for way in _ways(words, _joints(words), breaks) if max(map(len, way)) <= letters]
        if ways:
            return "\n".join(min(ways, key=_unevenness))
    count = ceil(whole / letters)
    for longest in range(whole // count, letters + 1):
        lines = list(_filled(words, longest, len))
        if len(lines) <= count:
            break
    return "\n".join(lines)


def evenly(words: Words, width: float, size: float, *, capitals: bool = False) -> Words:
    """A bold title that takes several lines of `width` mm: the lines about as long as each other.

    Words in several faces, and what has its lines already, stay as they are.
    """
    if not isinstance(words, str) or "\n" in printable(words).strip():
        return words

    def measured(line: str) -> float:
        return length(line.upper() if capitals else line, size)

    pieces = printable(words).split()
    whole = measured(" ".join(pieces))
    if whole <= width or len(pieces) < 4:
        return words
    width *= SURE
    count = ceil(whole / width)
    if count < 4:
        ways = [
            way
            for way in _ways(pieces, _joints(pieces), count - 1)
            if max(map(measured, way)) <= width
            and min(map(measured, way)) >= UNEVEN * max(map(measured, way))
        ]
        if ways:
            return "\n".join(min(ways, key=_unevenness))
    for longest in range(int(whole / count), int(width) + 1, 2):
        lines = list(_filled(pieces, longest, measured))
        if len(lines) <= count:
            return "\n".join(lines)
    return words


def not_alone(words: Words) -> Words:
    """A title whose last word never stands alone on a line."""
    found = runs(words)
    if len(found) != 1 or len(found[0].text.split()) < 4:
        return words
    before, _, last = found[0].text.rstrip().rpartition(" ")
    return replace(found[0], text=f"{before}\u00a0{last}")


def _joints(words: Sequence[str]) -> list[int]:
    lower = [word.lower() for word in [*words, ""]]
    return [
        place
        for place in range(1, len(words))
        if {lower[place], f"{lower[place]} {lower[place + 1]}"} & JOINTS or words[place - 1].endswith(MARKS)
    ]


def _ways(words: Sequence[str], places: Sequence[int], breaks: int) -> Iterator[list[str]]:
    for chosen in combinations(places, breaks):
        yield [" ".join(words[start:end]) for start, end in pairwise([0, *chosen, len(words)])]


def _unevenness(lines: Sequence[str]) -> tuple[int, int]:
    return max(map(len, lines)), -len(lines[0])


def _filled(words: Sequence[str], width: float, measured: Callable[[str], float]) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and measured(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line
