"""A document as PDF: in one go when it is short, in parts by several processes when it is long."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tthc.core.documents import fonts
from tthc.core.documents.description import Document
from tthc.core.documents.parts import Division
from tthc.core.documents.press import Stretch, lay
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
            return lay(cutting.html(), (str(fonts.folder()),)).write_pdf()
        return _in_parts(cutting, progress or (lambda done, whole: None))
    except (OSError, fonts.NoFont) as error:
        raise Refusal(MISSING_LIBRARY) from error


def is_long(document: Document) -> bool:
    """Whether it takes so long that it belongs in the background."""
    return Cutting(document).size > IN_ONE_GO


def _in_parts(cutting: Cutting, progress: Progress) -> bytes:
    """Prints the parts side by side, then what needs all page numbers, and joins them."""
    from tthc.core.documents import joining  # pypdf takes a tenth of a second

    at_once = len(os.sched_getaffinity(0))
    division = Division(cutting, lanes=at_once)
    whole = sum(len(part.table.rows) if part.table else 1 for part in division.parts) + 1
    done = 0

    def report(more: int) -> None:
        nonlocal done
        done += more
        progress(min(done, whole), whole)

    with tempfile.TemporaryDirectory(prefix="tthc-print-") as name:
        folder = Path(name)
        before, after = cutting.shell("")
        stretches = [division.stretch(part) for part in division.parts]
        digits = Stretch(before, after, f"<p>{joining.DIGITS}</p>", folders=(str(fonts.folder()),))
        *printed, numbers = print_all([*stretches, digits], folder, at_once=at_once, report=report)
        for part, result in zip(division.parts, printed, strict=True):
            part.printed = result
        _print_contents(division, folder)
        files = [file for part in division.parts for file in part.printed.files]
        letterhead = cutting.document.letterhead
        return joining.join(
            files,
            numbers.files[0],
            list(division.numbers()),
            cutting.writer.entries,
            division.places(),
            joining.Properties(cutting.document.name, letterhead.issuer),
        )


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
