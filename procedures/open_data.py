"""The public catalogue as open data: the same lines as JSON and as CSV."""

import csv
from collections.abc import Iterable
from io import StringIO

from procedures.catalogue import in_order
from procedures.enums import PublicationChannel
from procedures.models import AnnouncementRow

CSV_HEADINGS = (
    "Tên thủ tục",
    "Mã số",
    "Nhóm",
    "Lĩnh vực",
    "Đơn vị",
    "Cơ quan",
    "Số quyết định",
    "Ngày ban hành",
    "Có hiệu lực từ",
    *(
        heading
        for channel in PublicationChannel
        for heading in (f"{channel.label}: ngày", f"{channel.label}: địa chỉ")
    ),
    "Địa chỉ trang",
)


def as_data(row: AnnouncementRow, url: str) -> dict:
    """A line of the open data, JSON-ready; days as YYYY-MM-DD."""
    announcement = row.announcement
    return {
        "ten": row.name,
        "ma_so": row.code or None,
        "nhom": row.group or None,
        "linh_vuc": row.field.name if row.field else None,
        "don_vi": row.department.name,
        "co_quan": announcement.agency.name,
        "quyet_dinh": announcement.number,
        "ngay_ban_hanh": announcement.issued_on.isoformat(),
        "co_hieu_luc_tu": announcement.in_force_from.isoformat(),
        "cong_khai": [
            {
                "noi": publication.get_channel_display(),
                "ngay": publication.published_on.isoformat(),
                "dia_chi": publication.address,
            }
            for publication in in_order(row.procedure.publications.all())
        ],
        "dia_chi": url,
    }


def as_cells(data: dict) -> list[str]:
    """The same line for a sheet: text only, so that no program takes a cell for a formula."""
    published = {item["noi"]: item for item in data["cong_khai"]}
    plain = [data[name] or "" for name in list(data)[:9]]
    channels = [
        published.get(channel.label, {}).get(name, "")
        for channel in PublicationChannel
        for name in ("ngay", "dia_chi")
    ]
    return [as_text(cell) for cell in [*plain, *channels, data["dia_chi"]]]


def as_text(cell: str) -> str:
    """A cell that a sheet program reads as text: what could begin a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def as_csv(lines: Iterable[dict]) -> str:
    """All lines with a heading; begins with the mark by which Excel knows UTF-8."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEADINGS)
    writer.writerows(as_cells(line) for line in lines)
    return "\ufeff" + out.getvalue()
