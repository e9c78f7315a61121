"""What an .xls file says beside its cells: fonts, hidden rows and columns, errors, the epoch, a password.

The old format is a small file system in one file, and in it a stream of records: kind, length, content (Microsoft's
[MS-CFB] and [MS-XLS]). The cells themselves are read by python-calamine; what is odd here is passed over.
"""

import struct
from collections.abc import Iterator

from tthc.core.sheets.facts import BookFacts, SheetFacts
from tthc.core.sheets.safety import MOST_COLUMNS, SAY, Unsafe

FREE = 0xFFFFFFFA
"""Numbers of sectors from here on mean something else than a sector."""
BOF, EOF, FONT, XF, SHEET, EPOCH, LOCK = 0x809, 0x0A, 0x31, 0xE0, 0x85, 0x22, 0x2F
COLUMNS, ROW, ERROR, FORMULA = 0x7D, 0x208, 0x205, 0x06
ONE_CELL = frozenset({0xFD, 0x204, 0x203, 0x27E, ERROR, FORMULA})
TEXTS = frozenset({0xFD, 0x204})
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
MOST_RECORDS = 2_000_000


def describe_xls(data: bytes) -> BookFacts:
    """What the workbook says; nothing where its structure is not the usual one. Raises Unsafe when it is encrypted."""
    facts = BookFacts()
    try:
        stream = workbook_stream(data)
        if stream:
            _describe(stream, facts)
    except (struct.error, IndexError, ValueError):
        return BookFacts()
    return facts


def workbook_stream(data: bytes) -> bytes:
    """The stream of records out of the compound file; b"" when there is none."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    directory, cutoff = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 56)[0]
    if size not in (512, 4096):
        return b""
    tables = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < FREE]
    more, links = struct.unpack_from("<I", data, 68)[0], size // 4
    for _ in range(1_000):
        if more >= FREE:
            break
        block = struct.unpack_from(f"<{links}I", data, (more + 1) * size)
        tables += [sector for sector in block[:-1] if sector < FREE]
        more = block[-1]
    # No more tables than the sectors of the file need, however often it names them.
    tables = tables[: len(data) // size // links + 2]
    chain = [
        link for sector in tables for link in struct.unpack_from(f"<{links}I", data, (sector + 1) * size)
    ]
    entries = _sectors(data, directory, chain, size)
    for place in range(0, len(entries), 128):
        length = struct.unpack_from("<H", entries, place + 64)[0]
        name = entries[place : place + max(0, length - 2)].decode("utf-16-le", errors="replace")
        if name in ("Workbook", "Book"):
            start, total = struct.unpack_from("<II", entries, place + 116)
            if total >= cutoff:
                return _sectors(data, start, chain, size)[:total]
            # Short streams stand in pieces of 64 bytes inside the stream of the root, with a table of their own.
            small = data[:64] + _sectors(data, struct.unpack_from("<I", entries, 116)[0], chain, size)
            table = _sectors(data, struct.unpack_from("<I", data, 60)[0], chain, size)
            return _sectors(small, start, list(struct.unpack(f"<{len(table) // 4}I", table)), 64)[:total]
    return b""


def _sectors(data: bytes, start: int, chain: list[int], size: int) -> bytes:
    """A chain of sectors; the first sector stands behind one of its size that is a header."""
    parts, sector = [], start
    # A chain that runs in a circle ends with the file's own number of sectors.
    for _ in range(len(data) // size + 1):
        if sector >= FREE:
            break
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = chain[sector]
    return b"".join(parts)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of the records up to the end of a part of the stream."""
    for _ in range(MOST_RECORDS):
        if place + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, length
        if kind == EOF:
            return
        place += 4 + length


def _describe(stream: bytes, facts: BookFacts) -> None:
    fonts, looks, sheets = [], [], []
    for kind, place, length in _records(stream, 0):
        if kind == LOCK:
            raise Unsafe(SAY["locked"])
        if kind == EPOCH:
            facts.epoch_1904 = stream[place] == 1
        elif kind == FONT:
            fonts.append(_name(stream, place + 14))
        elif kind == XF:
            number = struct.unpack_from("<H", stream, place)[0]
            # There is no font of number 4.
            looks.append(number - (number > 4))
        elif kind == SHEET and length > 8:
            sheets.append((struct.unpack_from("<I", stream, place)[0], _name(stream, place + 6)))
    by_look = [fonts[number] if number < len(fonts) else "" for number in looks]
    for place, name in sheets:
        facts.sheets[name] = _sheet(stream, place, by_look)


def _sheet(stream: bytes, start: int, fonts: list[str]) -> SheetFacts:
    facts = SheetFacts()
    for kind, place, length in _records(stream, start):
        if kind == COLUMNS and length >= 10:
            first, last, _, _, options = struct.unpack_from("<5H", stream, place)
            if options & 1:
                facts.hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))
        elif kind == ROW and length >= 16 and stream[place + 12] & 0x20:
            facts.hidden_rows.append(struct.unpack_from("<H", stream, place)[0] + 1)
        elif kind in ONE_CELL and length >= 8:
            row, column, look = struct.unpack_from("<3H", stream, place)
            if kind in TEXTS and look < len(fonts):
                facts.see_font(row + 1, column, fonts[look])
            elif kind == ERROR and stream[place + 7] == 1:
                facts.see_error(row + 1, column, ERRORS.get(stream[place + 6], "#N/A"))
            elif (
                kind == FORMULA and stream[place + 12 : place + 14] == b"\xff\xff" and stream[place + 6] == 2
            ):
                facts.see_error(row + 1, column, ERRORS.get(stream[place + 8], "#N/A"))
    return facts


def _name(stream: bytes, place: int) -> str:
    """A short text: number of letters, their width, the letters."""
    letters, wide = stream[place], stream[place + 1] & 1
    raw = stream[place + 2 : place + 2 + letters * (1 + wide)]
    return raw.decode("utf-16-le" if wide else "latin-1", errors="replace")
