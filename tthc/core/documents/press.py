"""Lays sheets out and writes them as PDF, here or in a process of its own: python -m tthc.core.documents.press.

No Django here: a process that prints parts takes WeasyPrint and one part's text into memory, and little else.
The process reads file names from its input, a line each, and answers each with lines of JSON.
"""

import atexit
import gc
import json
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import get_ident

PART_BYTES = 75_000  # of HTML laid out at once: some 250 rows, some 20 pages, 120 MB
SHORT = 0.85  # of the fullest page: a page that is filled so far needs no evening
POINTS = 0.75  # in a pixel of a style sheet
EVENED_BYTES = 15_000  # of the part whose rows are spread evenly, which is laid out twice: some 5 pages


@dataclass(frozen=True)
class Rows:
    """A stretch of the rows of a long table. `goes_on`: the rows after it are printed as another stretch."""

    opening: str
    rows: list[str]
    closing: str
    glued: list[int] = field(default_factory=list)
    goes_on: bool = False


@dataclass(frozen=True)
class Stretch:
    """What one process prints from the top of a page: the page around it, its style sheet, HTML, rows, HTML."""

    style: str
    before: str
    after: str
    lead: str = ""
    table: Rows | None = None
    tail: str = ""
    folders: tuple[str, ...] = ()
    part_bytes: int = PART_BYTES

    def lay(self, body: str):
        """Pages of their own with this in them, a weasyprint.Document."""
        return lay(f"{self.before}{body}{self.after}", self.folders, self.style)

    def body(self, start: int, end: int, turns: Collection[int] = ()) -> str:
        """The rows from `start` to before `end`, and what stands before the first and behind the last.

        Each row is named by its place; those of `turns` begin a page.
        """
        table = self.table
        lead = self.lead if start == 0 else ""
        tail = self.tail if end == len(table.rows) else ""
        rows = "".join(
            f'<tr id="r{place}"{" data-turn" * (place in turns)}{table.rows[place][3:]}'
            for place in range(start, end)
        )
        return f"{lead}{table.opening}{rows}{table.closing}{tail}"

    def dumps(self) -> str:
        """As text for the file that a process reads."""
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, text: str) -> "Stretch":
        """From that text."""
        fields = json.loads(text)
        table = Rows(**fields.pop("table")) if fields["table"] else fields.pop("table")
        return cls(**fields | {"table": table, "folders": tuple(fields["folders"])})


@dataclass(frozen=True)
class Printed:
    """A stretch on paper: the files in order, how many pages, on which of them (from 0) each anchor stands.

    `links` are the lines of a table of contents: the page, the anchor, left, lower, right and upper edge in points.
    """

    files: list[str]
    pages: int
    anchors: dict[str, int]
    links: list[tuple[int, str, list[float]]]


def lay(html: str, folders: tuple[str, ...], style: str = ""):
    """The laid out weasyprint.Document; `style` is the house's style sheet, over which that of the page has the last word.

    Raises OSError when a system library is missing.
    """
    import weasyprint

    from tthc.core.documents.fetching import OwnFilesOnly

    page = weasyprint.HTML(string=html, url_fetcher=OwnFilesOnly(map(Path, folders)))
    sheet, font_config = _dressed(style, folders, get_ident())
    return page.render(stylesheets=[sheet], font_config=font_config)


@lru_cache(maxsize=16)
def _dressed(style: str, folders: tuple[str, ...], thread: int) -> tuple:
    """A style sheet read, and the fonts that it names, loaded: the same for every document of a size.

    Each thread has its own: no two may ask Pango for letters of one store at once.
    """
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from tthc.core.documents.fetching import OwnFilesOnly

    font_config = FontConfiguration()
    fetcher = OwnFilesOnly(map(Path, folders))
    return weasyprint.CSS(string=style, font_config=font_config, url_fetcher=fetcher), font_config


atexit.register(_dressed.cache_clear)  # the fonts' copies on disk go while there is still code to do it


def print_stretch(stretch: Stretch, out: Path, report: Callable[[int], None]) -> Printed:
    """Prints a stretch into files whose names begin with `out`; `report` hears how many rows more are done."""
    pile = _Pile(out, report)
    if stretch.table is None:
        pile.put(stretch.lay(stretch.lead + stretch.tail), 1)
        return pile.printed()
    rows, glued = stretch.table.rows, frozenset(stretch.table.glued)
    start, size = 0, stretch.part_bytes
    while start < len(rows):
        end = _reach(rows, start, size, stretch.table.goes_on)
        document = stretch.lay(stretch.body(start, end))
        whole, following = len(document.pages), end
        if end < len(rows):
            # The last page is not full: its rows go to the next part.
            whole, following = whole_pages([_rows_on(page) for page in document.pages], glued, start)
        elif stretch.table.goes_on:
            document = _evened(stretch, document, start, end)
            whole = len(document.pages)
        if whole:
            pile.put(document.copy(document.pages[:whole]), following - start)
            start, size = following, stretch.part_bytes
        else:
            size *= 2
        del document  # before the next one takes as much again
        gc.collect()
    return pile.printed()


def _reach(rows: Sequence[str], start: int, size: int, goes_on: bool) -> int:
    """The place behind the last row of a part.

    A little more than a part is one part; the last before another stretch is small, but enough to be evened.
    """
    left = sum(map(len, rows[start:]))
    if goes_on and left <= 1.5 * EVENED_BYTES or not goes_on and left <= 1.2 * size:
        return len(rows)
    if goes_on and left <= size + EVENED_BYTES:
        size = left - EVENED_BYTES
    end, total = start, 0
    while end < len(rows) and total < size:
        total += len(rows[end])
        end += 1
    return end


RowPlaces = dict[int, tuple[float, float]]  # of each row on a page, by its place in the table: top and bottom


def _rows_on(page) -> RowPlaces:
    return {
        int(name[1:]): (top, bottom)
        for name, (_, top, _, bottom) in page.anchors.items()
        if name[0] == "r" and name[1:].isdecimal()
    }


def whole_pages(pages: Sequence[RowPlaces], glued: frozenset[int], start: int) -> tuple[int, int]:
    """How many pages to keep so that the next part can begin with a row at the top of a page, and that row.

    The last page never stays; nor does one before it while the page behind begins in the middle of a row or with a
    row that may not begin a page. (0, start) when no page can be kept.
    """
    for index in range(len(pages) - 1, 0, -1):
        first = min(pages[index], default=None)
        if first is not None and first not in glued and first not in pages[index - 1]:
            return index, first
    return 0, start


def _evened(stretch: Stretch, document, start: int, end: int):
    """The last part of a stretch that goes on elsewhere, its rows spread evenly: no page in the middle looks short."""
    pages = [_rows_on(page) for page in document.pages]
    glued = frozenset(stretch.table.glued)
    begins = even_breaks(pages, glued)
    if not begins:
        return document
    evened = stretch.lay(stretch.body(start, end, begins))
    return evened if len(evened.pages) == len(document.pages) else document


def even_breaks(pages: Sequence[RowPlaces], glued: frozenset[int]) -> list[int]:
    """The rows to begin pages with so that the fullest page is as low as it can be on the same number of pages.

    The first page, which may hold more than rows, stays as it is. Empty when a row is torn, or the last page is not
    short.
    """
    heights: dict[int, float] = {}
    for page in pages[1:]:
        for row, (top, bottom) in page.items():
            if row in heights or row in pages[0]:
                return []
            heights[row] = bottom - top
    units: list[tuple[int, float]] = []  # rows that may begin a page, with the height of what hangs on them
    for row in sorted(heights):
        if row in glued and units:
            units[-1] = (units[-1][0], units[-1][1] + heights[row])
        else:
            units.append((row, heights[row]))
    if len(pages) < 3 or len(units) < len(pages):
        return []
    low = max(height for _, height in units)
    filled = [sum(bottom - top for top, bottom in page.values()) for page in pages[1:]]
    high = max(filled)
    if filled[-1] > SHORT * high:
        return []
    for _ in range(20):
        middle = (low + high) / 2
        if len(_begins(units, middle)) <= len(pages) - 1:
            high = middle
        else:
            low = middle
    return _begins(units, high)


def _begins(units: Sequence[tuple[int, float]], room: float) -> list[int]:
    """The rows that begin pages when no page may be filled higher than `room`."""
    begins, filled = [], room
    for row, height in units:
        if filled + height > room + 0.01:
            begins.append(row)
            filled = 0.0
        filled += height
    return begins


class _Pile:
    """The finished parts of a stretch."""

    def __init__(self, out: Path, report: Callable[[int], None]) -> None:
        self._out, self._report = out, report
        self._files: list[str] = []
        self._pages = 0
        self._anchors: dict[str, int] = {}
        self._links: list[tuple[int, str, list[float]]] = []

    def put(self, document, done: int) -> None:
        for number, page in enumerate(document.pages, start=self._pages):
            self._links += [(number, anchor, box) for anchor, box in _lines_of_contents(page).items()]
            page.links = []  # where they go is in another file
            for name in page.anchors:
                if name[0] == "h":
                    self._anchors.setdefault(name, number)
            # Each would become a named place of the file.
            page.anchors = {name: place for name, place in page.anchors.items() if name[0] != "r"}
        path = f"{self._out}-{len(self._files)}.pdf"
        document.write_pdf(path)
        self._files.append(path)
        self._pages += len(document.pages)
        self._report(done)

    def printed(self) -> Printed:
        return Printed(self._files, self._pages, self._anchors, self._links)


def _lines_of_contents(page) -> dict[str, list[float]]:
    """Of each anchor that the page points to where that line stands; the boxes inside it come after its own."""
    found: dict[str, list[float]] = {}
    for kind, anchor, (left, top, right, bottom), _ in page.links:
        if kind == "internal":
            box = [left, page.height - bottom, right, page.height - top]
            found.setdefault(anchor, [round(edge * POINTS, 2) for edge in box])
    return found


def main() -> None:
    """Prints the stretches whose files are named on the input, until it ends."""
    # A laid out part is a million objects that all live until it is printed: looking through them for garbage again
    # and again takes a tenth of the time and finds none. What is left of a part goes before the next one.
    gc.disable()
    for line in sys.stdin:
        path = Path(line.strip())
        stretch = Stretch.loads(path.read_text())

        def report(done: int) -> None:
            _say({"done": done})

        _say({"printed": asdict(print_stretch(stretch, path.with_suffix(""), report))})


def _say(message: dict) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
