"""The tabs of a preview: which rows each shows, how many there are, and how a row looks with its boxes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.http import urlencode

from exchange.alike import likeness, told_once
from exchange.checking import sheets_of
from exchange.mending import sheet_names
from exchange.models import ImportRow, ImportSession
from exchange.plan import Fate
from tthc.core.display import number
from tthc.core.sheets.columns import CellKind, Column

Counts = Mapping[str, int]
MOST_OFFERED = 300
"""Choices that a box offers; of more one types."""


@dataclass(frozen=True)
class Tab:
    key: str
    """In the address: ?the=loi."""
    label: str
    note: str
    """What these rows are, and what is asked of the reader."""
    rows_of: Callable[[QuerySet], QuerySet]
    count_of: Callable[[Counts], int]

    def rows(self, session: ImportSession) -> QuerySet:
        return self.rows_of(session.rows.all())

    def count(self, session: ImportSession) -> int:
        return self.count_of(session.counts)


def _with_fates(*fates: Fate) -> dict[str, Callable]:
    return {
        "rows_of": lambda rows: rows.filter(fate__in=fates),
        "count_of": lambda counts: sum(counts.get(fate, 0) for fate in fates),
    }


CONTESTED = "hai-ben"
# In the order in which they want attention.
TABS = (
    Tab("loi", "Lỗi", "Chưa nhập được. Sửa ngay tại đây, hoặc bỏ dòng; bấm “Lưu, kiểm tra lại” để kiểm tra cả tệp.", **_with_fates(Fate.FAULTY)),
    Tab(CONTESTED, "Hai bên cùng sửa", "Ô đã đổi cả trong tệp lẫn trong phần mềm từ khi xuất tệp. Chọn giữ bên nào, từng ô một.", lambda rows: rows.filter(is_contested=True), lambda counts: counts.get("contested", 0)),
    Tab("nghi-ngo", "Điểm nghi ngờ", "Phần mềm không tự đoán. Chỗ có câu hỏi thì đồng ý với cách hiểu được đề nghị, hoặc ghi lại cho rõ.", lambda rows: rows.filter(is_doubted=True).order_by("is_ready", "position"), lambda counts: counts.get("doubted", 0)),
    Tab("moi", "Mới", "Sẽ được thêm.", **_with_fates(Fate.NEW)),
    Tab("thay-doi", "Thay đổi", "Đã có trong phần mềm; bản đang lưu ở bên trái, bản trong tệp ở bên phải.", **_with_fates(Fate.CHANGED, Fate.REMOVED)),
    Tab("khong-doi", "Không thay đổi", "Giống bản đang lưu, hoặc được bỏ qua; không ghi gì.", **_with_fates(Fate.UNCHANGED, Fate.SKIPPED)),
)  # fmt: skip
TAB = {tab.key: tab for tab in TABS}


@dataclass(frozen=True)
class TabLink:
    label: str
    count: int
    query: str
    is_here: bool


def chosen_tab(session: ImportSession, asked: str) -> Tab:
    """The tab asked for; otherwise the first one with rows."""
    with_rows = (tab for tab in TABS if tab.count(session))
    return TAB.get(asked) or next(with_rows, TAB["moi"])


def tabs_of(session: ImportSession, here: str) -> list[TabLink]:
    """The usual tabs, and that of conflicts when there are any."""
    return [
        TabLink(tab.label, tab.count(session), f"?{urlencode({'the': tab.key})}", tab.key == here)
        for tab in TABS
        if tab.key != CONTESTED or here == CONTESTED or tab.count(session)
    ]


@dataclass(frozen=True)
class Box:
    """A cell to be mended: the name of its box, and what may be chosen."""

    name: str
    value: str
    heading: str
    label: str
    options: str
    """Id of the list of choices on the page; empty for none."""
    is_long: bool
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Trouble:
    """A fault or a doubt of a row, with the box of its cell where the cell stands in the file."""

    words: Mapping[str, Any]
    box: Box | None
    agree: str
    """Name of the tick that agrees to what is suggested; empty for none."""
    is_told: bool = False
    """Whether it stands at the head of the list, for all rows that have it."""

    @property
    def spreads(self) -> bool:
        """Whether mending it may be asked for in all rows that say the same."""
        return bool(self.box and self.words["value"] and "asked" not in self.words)


@dataclass(frozen=True)
class ShownRow:
    row: ImportRow
    place: str
    """In the names of its boxes."""
    source: str
    """Where it stands in the file."""
    faults: list[Trouble]
    doubts: list[Trouble]
    has_own_line: bool
    """Whether it can be left out by itself."""

    @property
    def words(self) -> Mapping[str, Any]:
        return self.row.words


class Boxes:
    """The boxes of a page, and the lists of choices that they offer."""

    def __init__(self, session: ImportSession, tab: Tab | None = None) -> None:
        sheets = sheets_of(session)
        self.columns = {(sheet.key, column.key): column for sheet in sheets for column in sheet.offered}
        self.titles = {sheet.key: sheet.title for sheet in sheets}
        self.names = sheet_names(session)
        self.mapped = {
            (session.found[use["table"]]["sheet"], use["sheet"]): use["mapping"] for use in session.uses
        }
        self.lists: dict[str, list[str]] = {}
        is_fault = {"loi": True, "nghi-ngo": False}.get(tab.key if tab else "")
        alike = told_once(session).items() if is_fault is not None else ()
        self.told = {one: group for one, group in alike if group["is_fault"] is is_fault}
        """What stands at the head of the tab since many of its rows have it."""

    def tells(self, words: Mapping[str, Any]) -> bool:
        """Whether the head says it; a fault whose sentence quotes something of its own keeps it."""
        group = self.told.get(likeness(words))
        return bool(group) and (not group["is_fault"] or group["message"] == words["message"])

    def has_own_line(self, row: ImportRow) -> bool:
        """Whether it is a line of the file, and neither one of several in a cell nor only named beside another."""
        return bool(row.number) and (row.sheet_name, row.sheet) in self.mapped

    def place(self, row: ImportRow) -> str:
        at = self.names.index(row.sheet_name) if row.sheet_name in self.names else 0
        return f"{at}-{row.number}"

    def source(self, row: ImportRow) -> str:
        if row.number:
            return f"{row.sheet_name}, dòng {row.number}"
        return f"{self.titles[row.sheet]}, không còn trong tệp"

    def box(self, row: ImportRow, key: str, value: str, *, room: int = 60) -> Box | None:
        """The box of a cell, for so many letters on a line; None when the file has no such column, or the row does not stand in the file."""
        column = self.columns.get((row.sheet, key))
        if column is None or not row.number or key not in self.mapped.get((row.sheet_name, row.sheet), ()):
            return None
        label = f"{column.name}, dòng {row.number}"
        is_long = len(value) > room or "\n" in value
        return Box(
            f"{self.place(row)}-{key}",
            value,
            column.name,
            label,
            "" if is_long else self._list(row.sheet, column),
            is_long,
        )

    def _list(self, sheet: str, column: Column) -> str:
        if column.kind != CellKind.CHOICE and column.kind != CellKind.YES_NO:
            return ""
        name = f"chon-{sheet}-{column.key}"
        if name not in self.lists:
            labels = (
                ["Có", "Không"]
                if column.kind == CellKind.YES_NO
                else [str(label) for _, label in column.all_choices()]
            )
            self.lists[name] = labels[:MOST_OFFERED]
        return name


def preview_rows(rows: Iterable[ImportRow], boxes: Boxes) -> list[ShownRow]:
    """Rows with the boxes of their faulty and doubtful cells."""
    return [
        ShownRow(
            row,
            boxes.place(row),
            boxes.source(row),
            [
                Trouble(words, boxes.box(row, words["key"], words["value"]), "", boxes.tells(words))
                for words in row.words.get("faults", ())
            ],
            [
                Trouble(
                    words,
                    boxes.box(row, words["key"], words["value"]) if words["asked"] else None,
                    f"y-{boxes.place(row)}-{words['key']}" if words["agreeable"] else "",
                    boxes.tells(words),
                )
                for words in row.words.get("doubts", ())
            ],
            boxes.has_own_line(row),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Ready:
    """Whether an import can be written as it stands: what is in the way, otherwise what would be done."""

    obstacles: list[str]
    open_points: list[str]
    """What is left to mend or to answer; rows with such stay out when one imports now."""
    summary: str
    label: str
    left: int

    @classmethod
    def of(cls, session: ImportSession) -> "Ready":
        counts, ready = session.counts, session.counts.get("ready", {})
        wanted = {Fate.NEW: "thêm {}", Fate.CHANGED: "cập nhật {}", Fate.REMOVED: "bỏ {}"}
        done = [words.format(number(ready[fate])) for fate, words in wanted.items() if ready.get(fate)]
        points = {Fate.FAULTY: "{} dòng lỗi", "asked": "{} câu hỏi", "undecided": "{} ô hai bên cùng sửa"}
        open_points = [words.format(number(counts[key])) for key, words in points.items() if counts.get(key)]
        obstacles = []
        if session.file_faults:
            obstacles.append("Bảng còn lỗi nêu ở đầu trang: ghép lại cột, hoặc sửa tệp rồi tải lại.")
        elif not done and open_points:
            obstacles.append(f"Chưa có dòng nào nhập được. Còn {', '.join(open_points)}.")
        elif not any(counts.get(fate) for fate in Fate):
            obstacles.append(
                "Bảng chưa có dòng dữ liệu nào dưới dòng tên cột. Ghi thêm trong Excel rồi tải lại."
            )
        elif not done:
            obstacles.append("Không có gì để nhập: mọi dòng đều đã có và không có thay đổi.")
        left = counts.get("not_ready", 0)
        label = f"Nhập, để lại {number(left)} dòng" if left else "Nhập"
        return cls(obstacles, open_points, ", ".join(done), label, left)
