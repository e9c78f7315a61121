"""A document as PDF: in one go when it is short, in parts by several processes when it is long."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tthc.core.documents import fonts
from tthc.core.documents.description import Document
from tthc.core.documents.parts import Division
from tthc.core.documents.press import Printed, Stretch, lay
from tthc.core.documents.presses import print_all
from tthc.core.documents.sheets import Cutting
from tthc.core.refusal import Refusal

IN_ONE_GO = 120_000  # bytes of HTML, some 400 rows: what a request may lay out by itself
Progress = Callable[[int, int], None]

MISSING_LIBRARY = (
    "Máy chủ thiếu thư viện Pango hoặc phông chữ Liberation Serif 2 nên chưa tạo được PDF; hãy nhờ người quản trị máy"
    " cài: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2."
    " Trong lúc chờ, bản Word vẫn tải được."
)


def render(document: Document, progress: Progress | None = None) -> bytes:
    """The document as PDF.

    A long one tells `progress` how much of how much is done, in this thread; whatever that raises ends the printing.
    Refuses when a system library or the font is missing (Refusal).
    """
    try:
        fonts.folder()
        cutting = Cutting(document)
        if cutting.size <= IN_ONE_GO:
            return _in_one_go(cutting).write_pdf()
        return _in_parts(cutting, progress or (lambda done, whole: None))
    except (OSError, fonts.NoFont) as error:
        raise Refusal(MISSING_LIBRARY) from error


def heading_pages(document: Document, progress: Progress | None = None) -> list[int | None]:
    """For each heading and appendix the number on its page: what the table of contents of a Word file says.

    Lays out the whole for it. Refuses as `render` does.
    """
    try:
        cutting = Cutting(document)
        if cutting.size <= IN_ONE_GO:
            return _pages_in_one_go(cutting)
        with tempfile.TemporaryDirectory(prefix="tthc-print-") as name:
            division, _ = _printed(cutting, progress or (lambda done, whole: None), Path(name))
    except (OSError, fonts.NoFont) as error:
        raise Refusal(MISSING_LIBRARY) from error
    numbers, places = list(division.numbers()), division.places()
    return [
        numbers[places[entry.anchor]] if entry.anchor in places else None for entry in cutting.writer.entries
    ]


def _in_one_go(cutting: Cutting):
    return lay(cutting.html(), (str(fonts.folder()),), cutting.style)


def _pages_in_one_go(cutting: Cutting) -> list[int | None]:
    begins = {f"s{number}" for number, sheet in enumerate(cutting.sheets) if sheet.restarts}
    found: dict[str, int] = {}
    number = 0
    for page in _in_one_go(cutting).pages:
        begun = begins & page.anchors.keys()
        begins -= begun  # its further pages bear the anchor too
        number = 1 if begun else number + 1
        found |= dict.fromkeys(page.anchors, number)
    return [found.get(entry.anchor) for entry in cutting.writer.entries]


def _in_parts(cutting: Cutting, progress: Progress) -> bytes:
    """Prints the parts, and joins them."""
    from tthc.core.documents import joining  # pypdf takes a tenth of a second

    with tempfile.TemporaryDirectory(prefix="tthc-print-") as name:
        # Nothing but the digits, in one font: of a draft the mark would stand there too.
        before, after = cutting.shell("@page { @top-left { content: none } }")
        digits = Stretch(
            cutting.style, before, after, f"<p>{joining.DIGITS}</p>", folders=(str(fonts.folder()),)
        )
        division, (numbers,) = _printed(cutting, progress, Path(name), digits)
        files = [file for part in division.parts for file in part.printed.files]
        letterhead = cutting.document.letterhead
        return joining.join(
            files,
            numbers.files[0],
            list(division.numbers()),
            cutting.writer.entries,
            division.places(),
            division.links(),
            joining.Properties(cutting.document.name, letterhead.issuer),
        )


def _printed(
    cutting: Cutting, progress: Progress, folder: Path, *further: Stretch
) -> tuple[Division, list[Printed]]:
    """The parts printed into `folder` side by side, then what needs all page numbers; and what is printed further."""
    at_once = len(os.sched_getaffinity(0))
    division = Division(cutting, lanes=at_once)
    whole = sum(len(part.table.rows) if part.table else 1 for part in division.parts) + len(further)
    done = 0

    def report(more: int) -> None:
        nonlocal done
        done += more
        progress(min(done, whole), whole)

    stretches = [division.stretch(part) for part in division.parts]
    printed = print_all([*stretches, *further], folder, at_once=at_once, report=report)
    for part, result in zip(division.parts, printed, strict=False):
        part.printed = result
    _print_contents(division, folder)
    return division, printed[len(stretches) :]


def _print_contents(division: Division, folder: Path) -> None:
    """Prints the tables of contents again, now that the pages are known, until they take no other number of pages."""
    waiting = [part for part in division.parts if part.has_contents]
    for turn in range(3):
        if not waiting:
            return
        numbers, places = list(division.numbers()), division.places()
        pages = {anchor: numbers[place] for anchor, place in places.items()}
        place = folder / f"contents-{turn}"
        place.mkdir()
        stretches = [division.stretch(part, pages) for part in waiting]
        found = print_all(stretches, place, at_once=1, report=lambda done: None)
        moved = any(part.printed.pages != new.pages for part, new in zip(waiting, found, strict=True))
        for part, result in zip(waiting, found, strict=True):
            part.printed = result
        if not moved:
            return
