"""Files made for a test: ordinary ones in every format, and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Sequence

import openpyxl
from openpyxl.workbook import Workbook

from tthc.core.sheets.columns import Column
from tthc.core.sheets.finding import find_table
from tthc.core.sheets.opening import open_file
from tthc.core.sheets.tables import Table

CONTENT_TYPES = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def an_xlsx(*rows: list, title: str = "Trang 1") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def the_table(data: bytes, columns: Sequence[Column]) -> Table:
    """The one table of a file, opened and found."""
    file = open_file(data, "a.xlsx")
    (table,) = filter(None, (find_table(sheet, columns) for sheet in file.sheets if not sheet.hidden))
    return table


def with_part(data: bytes, name: str, change) -> bytes:
    """The archive with one part changed (or added, from b"")."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        for one in names:
            target.writestr(one, change(source.read(one)) if one == name else source.read(one))
        if name not in names:
            target.writestr(name, change(b""))
    return out.getvalue()


def an_ods(table_xml: str, manifest: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", CONTENT_TYPES)
        target.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><manifest:manifest {NAMESPACES}>{manifest}</manifest:manifest>',
        )
        target.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}><office:body>'
            f"<office:spreadsheet>{table_xml}</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def an_ods_table(*rows: list[str]) -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="Trang 1">{body}</table:table>'


def an_xls(*rows: list, codepage: int = 1200) -> bytes:
    """A small BIFF8 workbook of one sheet, in the one-sector-chain layout of a compound file."""
    sheet_offset_place, stream = _globals(codepage)
    offset = len(stream)
    stream[sheet_offset_place : sheet_offset_place + 4] = struct.pack("<I", offset)
    stream += _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                head = struct.pack("<HHHHB", number, column, 0, len(text) // 2, 1)
                stream += _record(0x204, head + text)
            elif value is not None:
                stream += _record(0x203, struct.pack("<HHHd", number, column, 0, value))
    stream += _record(0x0A, b"")
    return _compound({"Workbook": bytes(stream)})


def _globals(codepage: int) -> tuple[int, bytearray]:
    stream = bytearray(_record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0x0DBB, 0x07CC, 0, 6)))
    stream += _record(0x42, struct.pack("<H", codepage))
    name = "Trang 1".encode("utf-16-le")
    place = len(stream) + 4
    stream += _record(0x85, struct.pack("<IHBB", 0, 0, len(name) // 2, 1) + name)
    stream += _record(0x0A, b"")
    return place, stream


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound(streams: dict[str, bytes]) -> bytes:
    """A compound file: header, one sector of allocation table, one of directory, then the streams."""
    sectors, starts = [], {}
    chain = [0xFFFFFFFD, 0xFFFFFFFE]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % 512)
        starts[name] = (2 + len(sectors), len(content))
        count = len(content) // 512
        chain += [*range(2 + len(sectors) + 1, 2 + len(sectors) + count), 0xFFFFFFFE]
        sectors += [content[at : at + 512] for at in range(0, len(content), 512)]
    assert len(chain) <= 128, "one sector of allocation table holds 128 sectors"
    table = b"".join(struct.pack("<I", link) for link in chain).ljust(512, b"\xff")
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    entries += [_entry(name, 2, start, size) for name, (start, size) in starts.items()]
    directory = b"".join(entries).ljust(512, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    return header + table + directory + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    body = letters.ljust(64, b"\0") + struct.pack("<HBBIII", len(letters), kind, 1, none, none, child)
    return body + b"\0" * 36 + struct.pack("<IQ", start, size)
