"""Workbooks that an office can send on: streamed exports and blank forms, laid out and ready to print.

Xlsxwriter makes everything around the rows (measured: a streaming export of 6.000 × 25 takes 0,8 of openpyxl's time);
the rows themselves are written as finished XML (0,4), which also keeps its shortcut for rich text, "<r>…</r>", away
from what users typed. Text is text in every cell, never a formula.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tthc.core.sheets import long_cells
from tthc.core.sheets.cells import Height, Styles, emitter
from tthc.core.sheets.columns import CellKind, Column

FONT = {"font_name": "Times New Roman", "font_size": 12}
LINE = {"border": 1, "border_color": "#A6A6A6"}
LISTS_SHEET = "_danh_sach"
GUIDE_SHEET = "Hướng dẫn ghi"
BLANK_ROWS = 60
ROOM = 1_000
"""Rows below the last one for which lists and checks are laid out."""
PAGE_WIDTH = 220
"""Letters across a page that can still be read."""
A4 = 9
REQUIRED = " (*)"


@dataclass(frozen=True, kw_only=True)
class OutSheet:
    """One sheet to write: the values of each row stand in the order of `columns`; None and "" are blank.

    A text in a column of numbers or days is written as it is (a faulty row sent back).
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]] = ()
    titles: Sequence[str] = ()
    """Lines above the header, the first in bold."""


class StreamedSheet(Worksheet):
    """A worksheet whose rows are given as finished XML, top to bottom, after what the library wrote above them."""

    def stream(self, first_row: int, rows: Iterable[str], columns: int) -> int:
        """Writes rows from `first_row` (from 0); returns the number of the row after the last one."""
        self._write_single_row(first_row)
        number = first_row
        for number, row in enumerate(rows, start=first_row + 1):  # noqa: B007
            self.row_data_fh.write(row)
        if number > first_row:
            self._check_dimensions(number - 1, columns - 1)
        self.previous_row = number
        return number

    def span(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Merges cells that stand written; the library's own way would go back to rows that have left the memory."""
        self.merge.append([first_row, first_column, last_row, last_column])


def write_export(out: IO[bytes], sheets: Iterable[OutSheet], *, title: str = "") -> None:
    """The sheets with their rows as one .xlsx; rows may come from a database cursor, none is kept."""
    _write(out, sheets, title, blank=False)


def write_blank_form(out: IO[bytes], sheets: Sequence[OutSheet], *, title: str = "") -> None:
    """The sheets as forms to fill in: without hidden columns, with notes at the headings and a sheet that explains them."""
    shown = [
        replace(sheet, columns=[column for column in sheet.columns if not column.hidden]) for sheet in sheets
    ]
    _write(out, shown, title, blank=True)


def _write(out: IO[bytes], sheets: Iterable[OutSheet], title: str, *, blank: bool) -> None:
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"title": title})
        book.formats[0].set_font_name(FONT["font_name"])
        book.formats[0].set_font_size(FONT["font_size"])
        writer = _Writer(book, blank=blank)
        written = []
        for sheet in sheets:
            writer.add(sheet)
            written.append(replace(sheet, rows=()))
        writer.add_rests()
        if blank:
            writer.add_guide(written)
        writer.add_lists()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, *, blank: bool) -> None:
        self.book = book
        self.blank = blank
        # Excel keeps the one for itself, the other is for our own lists.
        self.names = {"history", LISTS_SHEET}
        self.lists: dict[tuple[str, ...], str] = {}
        self.rests: list[tuple[int, int, str]] = []
        """Number, part and text of what found no room in its cell."""
        self.styles = Styles(book, FONT | LINE)
        self.title = book.add_format(FONT | {"bold": True, "font_size": 14})
        self.subtitle = book.add_format(FONT | {"italic": True})
        head = FONT | LINE | {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
        self.head = book.add_format(head | {"bg_color": "#DDE7F0"})
        self.wanted = book.add_format(head | {"bg_color": "#FCE9C8"})

    def add(self, sheet: OutSheet) -> None:
        columns = sheet.columns
        page = self._page(sheet.name)
        first = len(sheet.titles)
        for number, line in enumerate(sheet.titles):
            page.write_string(number, _first_shown(columns), line, self.subtitle if number else self.title)
        header_rows = self._header(page, columns, first)
        top = first + header_rows
        for place, column in enumerate(columns):
            format_ = self.styles.open_format(column)
            page.set_column(place, place, column.width, format_, {"hidden": 1} if column.hidden else {})
        bottom = page.stream(top, self._rows(sheet), len(columns))
        if columns:
            page.autofilter(top - 1, 0, max(bottom - 1, top), len(columns) - 1)
        page.repeat_rows(first, top - 1)
        page.freeze_panes(top, self._lay_on_paper(page, columns))
        self._add_checks(page, columns, top, max(bottom, top + BLANK_ROWS) + ROOM)

    def _lay_on_paper(self, page: StreamedSheet, columns: Sequence[Column]) -> int:
        """As wide as one page, or as few as can be read; of several each repeats the columns that name the row.

        Returns how many columns stay in sight on screen.
        """
        shown = [0 if column.hidden else column.width for column in columns]
        if sum(shown) <= PAGE_WIDTH:
            page.fit_to_pages(1, 0)
            return 0
        named = next(
            (place + 1 for place, column in enumerate(columns) if column.required and not column.hidden), 0
        )
        if sum(shown[:named]) > PAGE_WIDTH / 2:
            named = 0
        if named:
            page.repeat_columns(0, named - 1)
        page.fit_to_pages(-int(-sum(shown[named:]) // (PAGE_WIDTH - sum(shown[:named]))), 0)
        return named

    def _rows(self, sheet: OutSheet) -> Iterable[str]:
        emitters = [
            emitter(xl_col_to_name(place), column, self.styles, self._keep_rest)
            for place, column in enumerate(sheet.columns)
        ]
        number = above = len(sheet.titles) + (2 if any(column.group for column in sheet.columns) else 1)
        for number, row in enumerate(sheet.rows, start=above + 1):  # noqa: B007
            yield self._row(number, [emit(value, number) for emit, value in zip(emitters, row, strict=True)])
        if self.blank:
            for empty in range(number + 1, number + 1 + BLANK_ROWS):
                yield self._row(empty, [emit(None, empty) for emit in emitters])

    def _row(self, number: int, cells: list[str]) -> str:
        return f'<row r="{number}"{self.styles.height.take()}>{"".join(cells)}</row>'

    def _keep_rest(self, text: str) -> str:
        number = self.rests[-1][0] + 1 if self.rests else 1
        first, further = long_cells.split(text, number)
        self.rests += [(number, part, words) for part, words in enumerate(further, start=2)]
        return first

    def _page(self, name: str) -> StreamedSheet:
        page = self.book.add_worksheet(self._sheet_name(name), worksheet_class=StreamedSheet)
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        page.set_footer("&L&A&RTrang &P/&N")
        return page

    def _sheet_name(self, name: str) -> str:
        """A name that Excel takes: at most 31 letters, none of []:*?/\\ and none that nobody sees, each once."""
        plain = "".join(
            " " if letter in "[]:*?/\\" or not letter.isprintable() else letter for letter in name
        )
        bare = _shortened(plain.strip(" '"), 31) or "Trang"
        chosen, again = bare, 2
        while chosen.casefold() in self.names:
            chosen, again = f"{_shortened(bare, 27)} ({again})", again + 1
        self.names.add(chosen.casefold())
        return chosen

    def _header(self, page: StreamedSheet, columns: Sequence[Column], first: int) -> int:
        """Writes one row of headings, or two where some stand in a group; returns how many."""
        grouped = any(column.group for column in columns)
        last = first + grouped
        for row in range(first, last + 1):
            page.set_row(row, Height.LINE * self._header_lines(columns, alone=not grouped or row == last))
            for place, column in enumerate(columns):
                own = row == (last if column.group else first)
                above = column.group if row == first else ""
                page.write_string(row, place, self._heading(column) if own else above, self._head(column))
                # At once: the library goes back to no row; and of merged cells the first alone may bear a note.
                if own and self.blank and (note := column.note()):
                    size = {"x_scale": 2, "y_scale": max(1, len(note) / 110), "font_size": 9}
                    page.write_comment(row, place, note, size)
        if grouped:
            self._merge_header(page, columns, first)
        return last - first + 1

    def _header_lines(self, columns: Sequence[Column], *, alone: bool) -> int:
        """Lines of a row of headings; bold capitals take more room than the letters of the rows."""
        if not alone:
            return 1
        height = Height()
        for column in columns:
            if not column.hidden:
                height.need(self._heading(column), max(4, int(column.width * 0.8)))
        return height.lines

    def _merge_header(self, page: StreamedSheet, columns: Sequence[Column], first: int) -> None:
        place = 0
        while place < len(columns):
            group, end = columns[place].group, place + 1
            while group and end < len(columns) and columns[end].group == group:
                end += 1
            if not group:
                page.span(first, place, first + 1, place)
            elif end - place > 1:
                page.span(first, place, first, end - 1)
            place = end

    def _heading(self, column: Column) -> str:
        return f"{column.heading}{REQUIRED}" if self.blank and column.required else column.heading

    def _head(self, column: Column) -> Format:
        return self.wanted if self.blank and column.required else self.head

    def _add_checks(self, page: StreamedSheet, columns: Sequence[Column], top: int, bottom: int) -> None:
        for place, column in enumerate(columns):
            if check := None if column.hidden else self._check(column):
                page.data_validation(top, place, bottom, place, check)

    def _check(self, column: Column) -> dict | None:
        """The rule that Excel holds a cell against: it warns, for the import knows more ways to write than Excel."""
        warning = {"error_type": "warning", "ignore_blank": True, "error_title": "Kiểm tra lại"}
        if column.kind in (CellKind.CHOICE, CellKind.YES_NO):
            labels = ("Có", "Không") if column.kind == CellKind.YES_NO else _labels(column)
            if not labels:
                return None
            source = f"={self.lists.setdefault(labels, f'danh_sach_{len(self.lists) + 1}')}"
            message = "Nội dung không có trong danh sách."
            return warning | {"validate": "list", "source": source, "error_message": message}
        if (
            column.kind in (CellKind.NUMBER, CellKind.HOURS, CellKind.MONEY, CellKind.COUNT)
            and column.least is not None
        ):
            whole = column.kind in (CellKind.MONEY, CellKind.COUNT)
            rule = {
                "validate": "integer" if whole else "decimal",
                "criteria": ">=",
                "value": float(column.least),
            }
            return warning | rule | {"error_message": "Ở đây cần một số" + (" nguyên." if whole else ".")}
        return None

    def add_rests(self) -> None:
        if not self.rests:
            return
        columns = [
            Column(key="number", heading="Số", kind=CellKind.COUNT, width=8),
            Column(key="part", heading="Phần", kind=CellKind.COUNT, width=8),
            Column(key="text", heading="Nội dung nối tiếp", width=120),
        ]
        self.add(OutSheet(name=long_cells.SHEET, columns=columns, rows=list(self.rests)))

    def add_guide(self, sheets: Sequence[OutSheet]) -> None:
        """A sheet that says of every column what to write, for reading and for printing."""
        columns = [
            Column(key="sheet", heading="Trang", width=18),
            Column(key="heading", heading="Cột", width=30),
            Column(key="required", heading="Bắt buộc", width=10),
            Column(key="help", heading="Cách ghi", width=60),
            Column(key="example", heading="Ví dụ", width=30),
            Column(key="choices", heading="Danh sách để chọn", width=40),
        ]
        rows = [
            (
                sheet.name,
                column.name,
                "Có" if column.required else "",
                column.help,
                column.example,
                _some(_labels(column)),
            )
            for sheet in sheets
            for column in sheet.columns
        ]
        titles = (
            "HƯỚNG DẪN GHI BIỂU",
            "Cột có dấu (*) bắt buộc ghi. Trang này không được nhập vào hệ thống.",
        )
        self.blank = False
        self.add(OutSheet(name=GUIDE_SHEET, columns=columns, rows=rows, titles=titles))

    def add_lists(self) -> None:
        """The hidden sheet of lists: Excel takes at most 255 letters of choices at a cell, of a named range any number."""
        if not self.lists:
            return
        page = self.book.add_worksheet(LISTS_SHEET, worksheet_class=StreamedSheet)
        columns = [Column(key=name, heading=name) for name in self.lists.values()]
        emitters = [
            emitter(xl_col_to_name(place), column, self.styles, self._keep_rest)
            for place, column in enumerate(columns)
        ]
        rows = zip_longest(*self.lists)
        page.stream(
            0,
            (
                self._row(number, [emit(label, number) for emit, label in zip(emitters, row, strict=True)])
                for number, row in enumerate(rows, start=1)
            ),
            len(columns),
        )
        for place, (labels, name) in enumerate(self.lists.items()):
            letters = xl_col_to_name(place)
            self.book.define_name(name, f"={LISTS_SHEET}!${letters}$1:${letters}${len(labels)}")
        page.very_hidden()


def _shortened(text: str, most: int) -> str:
    """As much of a text as Excel counts as so many letters: UTF-16 units."""
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", "ignore").rstrip(" '")


def _labels(column: Column) -> tuple[str, ...]:
    return tuple(str(label) for _, label in column.all_choices())


def _some(labels: Sequence[str]) -> str:
    return "; ".join(labels[:20]) + (f"; … ({len(labels)} mục)" if len(labels) > 20 else "")


def _first_shown(columns: Sequence[Column]) -> int:
    return next((place for place, column in enumerate(columns) if not column.hidden), 0)
