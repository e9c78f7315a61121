"""What is refused before a file is opened, by what it declares of itself. Runs in the child process, standard library alone.

A file is told by its content, never by its name. Every sentence says what is wrong and what to do.
"""

import io
import re
import zipfile
import zlib

MOST_BYTES = 40 * 2**20
MOST_ENTRIES = 2_000
MOST_UNPACKED = 300 * 2**20
MOST_RATIO = 100
SMALL = 4 * 2**20
"""A part up to this size may be packed as tightly as it likes: our own exports of long texts that are all alike are."""
MOST_ROWS = 200_000
MOST_COLUMNS = 702
"""Up to column ZZ."""
LAST_COLUMN = 16_384
"""Of Excel, XFD."""
MOST_CELLS = 3_000_000
"""Of all sheets together, blank ones inside the area of a table included: 120.000 rows of 25 columns."""
DECLARED_CELLS = 100_000_000

MOST_SHEETS = 300
HEAD_ROWS = 64
"""Rows of each sheet that are looked at closely for the header of a table; all sheets together have MOST_HEADS cells."""
MOST_HEADS = 100_000

MOST_MERGED = 200_000
"""Merged ranges of all sheets together: a reader takes some seconds for a million."""
MOST_RUNS = 1_000_000
"""Pieces of text in a font of their own, of all cells together."""
MOST_STYLES = 200_000
"""Formats of cells and fonts; Excel itself takes 65.490 of the former."""
LONGEST_CELL = 1_000_000
"""Letters of a cell of a text file; a quote that is never closed makes one cell of all the rest."""
MOST_REPEATS = 1_000
"""Runs of blank rows and columns to the edge: some per sheet are usual."""
REPEATS = {b"columns": MOST_COLUMNS, b"rows": MOST_ROWS}

# The first record of workbooks that are no compound file: Excel 2, 3 and 4, seldom 5.
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
END_OF_DIRECTORY = b"PK\x05\x06"
# What may stand before a DTD, which has its place before the first element alone.
PROLOG = re.compile(rb"\xef?\xbb?\xbf?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
# Like all these patterns it does not read past the end of a tag: a million tags may never end.
DIMENSION = re.compile(rb'<dimension\b[^<>]*? ref="(?:[A-Z]+\d+:)?([A-Z]{1,9})(\d{1,19})"')
REPEATED = re.compile(rb'table:number-(columns|rows)-repeated="(\d{3,19})"')
# Words may stand before the table of an exported page, though not cells of a text file.
TABLE = re.compile(rb"[^<,;|\t\"]*<table\b[^<>]*>.*<t[rdh]\b", re.DOTALL)
MARKUP = re.compile(rb"<(?:[!?]|/?[a-z][a-z0-9:-]*[\s/>])")
JSON = re.compile(rb'\{\s*["}]|\[\s*["{\[\]]')
SAY = {
    "size": "Tệp lớn hơn 40 MB. Hãy chia thành nhiều tệp, hoặc bỏ hình ảnh và trang tính không cần.",
    "empty": "Tệp rỗng. Hãy chọn lại tệp.",
    "entries": "Tệp nén quá nhiều phần bên trong so với một bảng tính, nên không được mở. "
    "Hãy chép bảng sang một tệp Excel mới rồi gửi lại.",
    "sheets": f"Tệp có quá nhiều trang tính (nhiều nhất {MOST_SHEETS}, ít hơn khi trang rộng). "
    "Hãy chép những trang cần nhập sang một tệp Excel mới rồi gửi lại.",
    "merged": "Tệp có quá nhiều ô gộp so với một bảng dữ liệu, nên không được mở. "
    "Hãy bỏ gộp ô ở những trang tính cần nhập (Trang đầu › Hợp nhất › Bỏ hợp nhất ô), rồi gửi lại.",
    "cells": f"Tệp có hơn {MOST_CELLS:_} ô, quá nhiều để nhập một lần. "
    "Hãy chia thành nhiều tệp, hoặc bỏ những trang tính không cần, rồi gửi lại.".replace("_", "."),
    "runs": "Tệp có quá nhiều đoạn chữ định dạng riêng trong ô, nên không được mở. "
    "Hãy chép bảng, dán chỉ giá trị (không kèm định dạng) sang một tệp Excel mới rồi gửi lại.",
    "styles": "Tệp có quá nhiều kiểu định dạng ô, nên không được mở. "
    "Hãy chép bảng, dán chỉ giá trị (không kèm định dạng) sang một tệp Excel mới rồi gửi lại.",
    "unpacked": "Tệp khi giải nén lớn quá mức một bảng tính, nên không được mở. "
    "Hãy chép bảng sang một tệp Excel mới rồi gửi lại.",
    "markup": "Tệp có khai báo DTD hoặc thực thể XML, bảng tính bình thường không có, nên không được mở. "
    "Hãy chép bảng sang một tệp Excel mới rồi gửi lại.",
    "locked": "Tệp có mật khẩu. Hãy bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi gửi lại.",
    "web": "Tệp là trang web (HTML) hoặc XML mang đuôi tệp Excel, như một số phần mềm xuất ra. Hãy mở tệp bằng Excel "
    "(Excel hỏi có mở không thì chọn Có), chọn Tệp › Lưu thành, ở ô loại tệp chọn “Excel Workbook (*.xlsx)”, "
    "rồi gửi tệp .xlsx đó.",
    "old": "Tệp Excel đời quá cũ (trước Excel 5.0). Hãy mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi gửi lại.",
    "numbers": "Đây là tệp Numbers của máy Mac. Hãy mở bằng Numbers, chọn Tệp › Xuất sang › Excel rồi gửi tệp .xlsx đó.",
    "quotes": f'Tệp chữ có một ô dài hơn {LONGEST_CELL:_} ký tự; có lẽ thiếu một dấu ngoặc kép (") đóng ô. '
    "Hãy sửa dấu ngoặc kép, hoặc mở bằng Excel, lưu thành .xlsx rồi gửi lại.".replace("_", "."),
    "json": "Tệp là dữ liệu JSON, không phải bảng. Hãy xuất hoặc chép dữ liệu thành bảng Excel (.xlsx) hoặc .csv rồi gửi lại.",
    "prose": "Tệp là văn bản chữ, không phải bảng: các dòng không chia thành cùng một số cột. "
    "Hãy chép bảng sang Excel, lưu thành .xlsx rồi gửi lại.",
    "type": "Đây không phải là tệp bảng tính. Hãy gửi tệp .xlsx, .xls, .ods hoặc .csv.",
    "word": "Đây là tệp Word. Hãy chép bảng sang Excel, lưu thành .xlsx rồi gửi lại.",
    "binary": "Tệp .xlsb không đọc được. Hãy mở bằng Excel, lưu thành .xlsx rồi gửi lại.",
    "broken": "Tệp bị hỏng, không mở được. Hãy mở bằng Excel, lưu lại rồi gửi tệp mới.",
}

# Of a sheet and of a link there is a part each.
PIECES = (
    ("xl/workbook.xml", b"<sheet ", MOST_ENTRIES, "sheets"),
    ("xl/_rels/workbook.xml.rels", b"<Relationship ", MOST_ENTRIES, "entries"),
    ("xl/styles.xml", b"<xf", MOST_STYLES, "styles"),
    ("xl/styles.xml", b"<font", MOST_STYLES, "styles"),
)
ODS_PIECES = (
    (b"<text:span", MOST_RUNS, "runs"),
    (b"<style:style ", MOST_STYLES, "styles"),
    (b"<table:table ", MOST_ENTRIES, "sheets"),
)


class Unsafe(Exception):  # noqa: N818 - what is wrong with a file, in a sentence
    """The file is not opened; the argument is the sentence for the person who sent it."""


def type_of(data: bytes) -> str:
    """ "xlsx", "ods", "xls" or "csv", by the content."""
    if not data.strip():
        raise Unsafe(SAY["empty"])
    if len(data) > MOST_BYTES:
        raise Unsafe(SAY["size"])
    if data.startswith(b"PK"):
        return _type_of_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unsafe(SAY["locked"])
        if "WordDocument".encode("utf-16-le") in data:
            raise Unsafe(SAY["word"])
        if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
            raise Unsafe(SAY["type"])
        return "xls"
    if data.startswith(OLD_EXCEL):
        raise Unsafe(SAY["old"])
    head = _plain(data[:4096]).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if MARKUP.match(head) or TABLE.match(head) or head.startswith(b"mime-version:"):
        raise Unsafe(SAY["web"])
    if JSON.match(head):
        raise Unsafe(SAY["json"])
    if head.startswith(
        (b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"mz", b"\x7felf", b"rar!", b"7z\xbc")
    ):
        raise Unsafe(SAY["type"])
    # Text of one byte a letter holds no NUL; UTF-16 holds one beside most separators and digits.
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and data[:4096].count(0) * 8 > len(data[:4096]) * 5:
        raise Unsafe(SAY["type"])
    return "csv"


def _plain(head: bytes) -> bytes:
    """The first letters of a text one byte each, as far as they are ASCII, in UTF-16 too."""
    return head[2:].replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head


def _type_of_archive(data: bytes) -> str:
    end = data.rfind(END_OF_DIRECTORY, max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise Unsafe(SAY["broken"])
    entries = int.from_bytes(data[end + 10 : end + 12], "little")
    directory = int.from_bytes(data[end + 12 : end + 16], "little")
    # Before the directory is read: it may list hundreds of thousands of parts, whatever number it gives.
    if entries > MOST_ENTRIES or directory > MOST_ENTRIES * 200:
        raise Unsafe(SAY["entries"])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unsafe(SAY["broken"]) from None
    names = {part.filename for part in parts}
    # Readers look for parts without regard to case and to a leading slash, and each might find another one.
    alike = {name.replace("\\", "/").lstrip("/").lower() for name in names}
    if len(parts) > MOST_ENTRIES:
        raise Unsafe(SAY["entries"])
    if len(alike) < len(parts):
        raise Unsafe(SAY["broken"])
    if any(part.flag_bits & 1 for part in parts):
        raise Unsafe(SAY["locked"])
    _check_sizes(parts)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Unsafe(SAY["binary"])
    if any(name.endswith(".iwa") for name in names):
        raise Unsafe(SAY["numbers"])
    if "word/document.xml" in names:
        raise Unsafe(SAY["word"])
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "ods"
    raise Unsafe(SAY["type"])


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unsafe(SAY["unpacked"])
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise Unsafe(SAY["unpacked"])


def read_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts of an archive that passed `type_of`, unpacked, none with a DTD; checksums are held against lies."""
    parts = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    parts[part.filename] = _unpacked(data, part)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, zlib.error):
        raise Unsafe(SAY["broken"]) from None
    for text in parts.values():
        # The readers take UTF-8; in UTF-16 a DTD would pass unseen.
        if (
            text.startswith(b"<!", PROLOG.match(text).end())
            or text[:2] in (b"\xff\xfe", b"\xfe\xff")
            or b"\0" in text[:64]
        ):
            raise Unsafe(SAY["markup"])
    return parts


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """A part in one go (zipfile's own way in small pieces takes three times as long), never longer than it declares."""
    head = part.header_offset
    start = head + 30 + sum(int.from_bytes(data[head + at : head + at + 2], "little") for at in (26, 28))
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_DEFLATED:
        packed = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, part.file_size + 1)
    elif part.compress_type != zipfile.ZIP_STORED:
        raise NotImplementedError
    if len(packed) != part.file_size or zlib.crc32(packed) != part.CRC:
        raise zipfile.BadZipFile
    return packed


def check_worksheet(name: str, text: bytes) -> None:
    """Refuses a worksheet of .xlsx that declares an area so large that a reader would fill millions of cells.

    One that lies is told by its reader (`check_size`), or ends it: its memory is bounded.
    """
    declared = DIMENSION.search(text[:4096])
    if declared and _number_of(declared[1].decode()) * int(declared[2]) > DECLARED_CELLS:
        raise Unsafe(_far(name, _place(_number_of(declared[1].decode()), int(declared[2]))))


def check_pieces(parts: dict[str, bytes]) -> None:
    """Refuses a workbook of .xlsx of so many small pieces that a reader would take seconds for them."""
    sheets = [text for path, text in parts.items() if path.startswith("xl/worksheets/")]
    # What is shorter than this many of the shortest cells there are need not be counted.
    if sum(map(len, sheets)) > MOST_CELLS * len(b"<c><v>1</v></c>"):
        check_filled(sum(text.count(b"</v>") + text.count(b"</is>") for text in sheets))
    for path, piece, most, why in PIECES:
        if parts.get(path, b"").count(piece) > most:
            raise Unsafe(SAY[why])
    if sum(text.count(b"<mergeCell ") for text in sheets) > MOST_MERGED:
        raise Unsafe(SAY["merged"])
    if sum(text.count(b"</r>") for text in [*sheets, parts.get("xl/sharedStrings.xml", b"")]) > MOST_RUNS:
        raise Unsafe(SAY["runs"])


def check_content(text: bytes) -> None:
    """The same for the content of .ods, where a cell or a row says how often it is repeated."""
    for piece, most, why in ODS_PIECES:
        if text.count(piece) > most:
            raise Unsafe(SAY[why])
    far = [repeat for repeat in REPEATED.finditer(text) if int(repeat[2]) > REPEATS[repeat[1]]]
    if len(far) > MOST_REPEATS:
        raise Unsafe(_far("", f"{len(far)} chỗ lặp lại quá xa"))
    for repeat in far:
        opening = text.rfind(b"<", 0, repeat.start())
        element = text[opening + 1 : opening + 40].split()[0]
        if element in (b"table:table-column", b"table:table-columns"):
            continue
        closing = text.find(b">", repeat.end())
        tag = text[opening : closing + 1]
        end = closing if tag.endswith(b"/>") else text.find(b"</" + element + b">", closing)
        if b"office:value" in text[opening:end] or b"<text:p" in text[opening:end]:
            raise Unsafe(_far("", f"lặp lại {int(repeat[2])} lần"))


def check_filled(cells: int) -> None:
    """Refuses a file by the number of its cells, those of .xlsx and .ods before a reader has laid them all out."""
    if cells > MOST_CELLS:
        raise Unsafe(SAY["cells"])


def check_heads(sheets: int, heads: int) -> None:
    """Refuses a workbook whose headers would take minutes to find."""
    if sheets > MOST_SHEETS or heads > MOST_HEADS:
        raise Unsafe(SAY["sheets"])


def check_size(name: str, rows: int, columns: int, cells_before: int = 0) -> int:
    """Cells of the workbook up to and with this sheet, by the area that its reader has found, whatever the file said.

    Refuses a sheet, or all together, beyond what a table may be.
    """
    if columns > MOST_COLUMNS or rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise Unsafe(_far(name, _place(columns, rows)))
    cells = cells_before + rows * columns
    check_filled(cells)
    return cells


def _far(name: str, reference: str) -> str:
    where = f"Trang tính “{name[:40]}”" if name else "Trang tính"
    return (
        f"{where} có ô ở quá xa bảng ({reference}), nên tệp không được mở. "
        f"Hãy chép riêng bảng sang một tệp Excel mới rồi gửi lại (nhiều nhất {MOST_ROWS:,} dòng, đến cột ZZ)."
    ).replace(",000 dòng", ".000 dòng")


def _place(column: int, row: int) -> str:
    """A cell as Excel names it; by numbers where Excel has no such column."""
    if column <= LAST_COLUMN:
        return f"{_letters(column)}{row}"
    return f"dòng {row:_}, cột thứ {column:_}".replace("_", ".")


def _number_of(letters: str) -> int:
    """The place of a column by its letters, A being 1."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place


def _letters(place: int) -> str:
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
