"""A portal file: bytes → records and faults. A broken file is refused as a whole, a broken record alone."""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from procedures.enums import DoubtKind, Part
from procedures.portal.cells import VIETNAM, kind_of
from procedures.portal.parsed import Fault, ParsedDoubt, ParsedProcedure, digest, quote
from procedures.portal.record import name_for_matching, read_record
from tthc.core.refusal import Refusal
from tthc.core.text import fold

MOST_BYTES = 20 * 1024 * 1024
MOST_RECORDS = 20_000
CUT_DEPTH = 50  # well below what `cells.unstorable` lets pass, well above what Python's reader bears
# Under which keys portals put the list of records, in the order of trying.
LIST_KEYS = ("records", "data", "items", "content", "results", "result", "rows", "list", "procedures")
STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
JSON_FAULTS = {
    "Expecting value": "thiếu giá trị",
    "Expecting ',' delimiter": "thiếu dấu phẩy hoặc dấu đóng ngoặc",
    "Expecting ':' delimiter": "thiếu dấu hai chấm",
    "Expecting property name enclosed in double quotes": "tên trường phải đặt trong ngoặc kép",
    "Unterminated string starting at": "chuỗi chữ không có ngoặc kép đóng",
    "Invalid control character at": "trong chuỗi chữ có ký tự điều khiển",
    "Extra data": "sau phần nội dung còn chữ thừa",
}


@dataclass(frozen=True)
class PortalFile:
    """What a file holds: the records that can be read, and why the others cannot."""

    records: list[ParsedProcedure]
    faults: list[Fault]


def read_file(raw: bytes, *, today: date | None = None) -> PortalFile:
    """Reads a file in the structure of the national portal.

    `today` bounds the years of cited documents. Refuses (Refusal) a file that is too large, not JSON or no list of
    procedures; whatever is wrong with one record is a fault of that record alone.
    """
    today = today or datetime.now(VIETNAM).date()
    records: list[ParsedProcedure] = []
    faults: list[Fault] = []
    first_with_id: dict[str, int] = {}
    for index, value in enumerate(_records_of(_parse(raw)), start=1):
        record, wrong = read_record(value, index=index, today=today)
        faults += [Fault(index, where, message) for where, message in wrong]
        if record is None:
            continue
        if record.source_id in first_with_id:
            sentence = f"trùng mã với bản ghi số {first_with_id[record.source_id]} của tệp."
            faults.append(Fault(index, "id", sentence))
            continue
        first_with_id[record.source_id] = index
        records.append(record)
    return PortalFile(_with_doubts_of_duplicates(records), faults)


def _parse(raw: bytes) -> object:
    if len(raw) > MOST_BYTES:
        raise Refusal(f"Tệp lớn hơn {MOST_BYTES // 1024**2} MB. Hãy chia thành nhiều tệp rồi nhập từng tệp.")
    if not raw.strip():
        raise Refusal("Tệp rỗng. Hãy chọn tệp JSON tải từ Cổng dịch vụ công.")
    if raw.startswith(b"PK"):
        raise Refusal("Đây là tệp Excel, Word hoặc tệp nén. Ở đây cần tệp JSON tải từ Cổng dịch vụ công.")
    try:
        text = raw.decode(json.detect_encoding(raw))
    except UnicodeDecodeError as fault:
        raise Refusal(
            f"Tệp không phải chữ Unicode (sai từ byte thứ {fault.start + 1}). Hãy lưu lại dạng UTF-8."
        ) from None
    try:
        return _load(text)
    except RecursionError:
        pass
    try:
        return _load(_without_depths(text))
    except RecursionError:
        raise Refusal(
            "Nội dung tệp lồng vào nhau quá sâu và không đóng ngoặc. Hãy tải lại tệp từ nguồn."
        ) from None


def _load(text: str) -> object:
    try:
        return json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as fault:
        what = JSON_FAULTS.get(fault.msg, "không đúng cú pháp")
        raise Refusal(
            f"Tệp không phải JSON đúng cú pháp: dòng {fault.lineno}, cột {fault.colno}, {what}. "
            "Hãy tải lại tệp từ nguồn."
        ) from None


def _whole(digits: str) -> int | float:
    """A whole number; one of absurd length is as useless as NaN, and Python would refuse the whole file for it."""
    return int(digits) if len(digits) <= 18 else float("inf")


def _without_depths(text: str) -> str:
    """The text with what is nested too deeply cut off, which leaves it deep enough to be a fault of its record alone."""
    pieces, depth, kept, cut = [], 0, 0, 0
    for found in STRING_OR_BRACKET.finditer(text):
        if found[0] in "[{":
            depth += 1
            cut = found.start() if depth == CUT_DEPTH else cut
        elif found[0] in "]}":
            if depth == CUT_DEPTH:
                pieces += [text[kept:cut], "null"]
                kept = found.end()
            depth -= 1
    return "".join([*pieces, text[kept:]])


def _records_of(value: object) -> list:
    """The list of records, wherever a usual key puts it; a lone procedure is a list of one."""
    for _ in range(4):
        if isinstance(value, list):
            break
        if not isinstance(value, dict):
            raise Refusal(f"Tệp phải là danh sách thủ tục, nhưng ghi {kind_of(value)}.")
        if "executionSteps" in value or ("id" in value and "name" in value):
            return [value]
        key = next((key for key in LIST_KEYS if isinstance(value.get(key), list | dict)), None)
        if key is None:
            raise Refusal(
                "Không tìm thấy danh sách thủ tục trong tệp: tệp phải là một danh sách, "
                f"hoặc có danh sách dưới một trong các tên {', '.join(LIST_KEYS)}."
            )
        value = value[key]
    if not isinstance(value, list):
        raise Refusal("Không tìm thấy danh sách thủ tục trong tệp: các tầng lồng nhau quá sâu.")
    if len(value) > MOST_RECORDS:
        raise Refusal(
            f"Tệp có {len(value)} bản ghi, quá {MOST_RECORDS}. Hãy chia thành nhiều tệp rồi nhập từng tệp."
        )
    if not value:
        raise Refusal("Danh sách thủ tục trong tệp rỗng, không có gì để nhập.")
    return value


def _with_doubts_of_duplicates(records: list[ParsedProcedure]) -> list[ParsedProcedure]:
    for kind, label, key_of in (
        (DoubtKind.DUPLICATE_NAME, "tên", lambda record: name_for_matching(record.name)),
        (DoubtKind.DUPLICATE_CODE, "mã số", lambda record: fold(record.code)),
    ):
        records = _doubting(records, kind, label, key_of)
    return records


def _doubting(
    records: list[ParsedProcedure], kind: DoubtKind, label: str, key_of: Callable[[ParsedProcedure], str]
) -> list[ParsedProcedure]:
    alike = defaultdict(list)
    for record in records:
        alike[key_of(record)].append(record)
    found = []
    for record in records:
        key = key_of(record)
        others = [other for other in alike[key] if other is not record] if key else []
        if others:
            doubt = ParsedDoubt(
                kind,
                Part.GENERAL,
                f"Cùng {label} trong tệp: {'; '.join(_named(other) for other in others[:3])}. "
                "Kiểm tra xem là một thủ tục ghi hai lần hay hai thủ tục khác nhau.",
                digest(key),
            )
            record = replace(record, doubts=(*record.doubts, doubt))
        found.append(record)
    return found


def _named(record: ParsedProcedure) -> str:
    return f"bản ghi số {record.index} {quote(record.name, 60)}" + (
        f" (mã {record.code})" if record.code else ""
    )
