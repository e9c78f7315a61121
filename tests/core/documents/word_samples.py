"""Documents of every kind, made up, for the proof that Word and PDF show the same."""

from datetime import date
from decimal import Decimal

from tthc.core import charts
from tthc.core.documents.blocks import (
    Align,
    Article,
    BarChart,
    Cell,
    Chart,
    Column,
    Columns,
    Contents,
    Field,
    FieldList,
    Figure,
    Figures,
    Heading,
    Item,
    ItemList,
    Landscape,
    LineChart,
    Marker,
    Note,
    PageBreak,
    Paragraph,
    ProgressChart,
    Row,
    RowKind,
    Run,
    Table,
)
from tthc.core.documents.description import (
    Acting,
    Appendix,
    Document,
    HeadForm,
    Letterhead,
    Proof,
    Receivers,
    Signature,
    Standing,
)

LONG = (
    "Rà soát từng thủ tục theo bốn tiêu chí: sự cần thiết, tính hợp lý, tính hợp pháp và chi phí tuân thủ; chỉ giữ lại "
    "những giấy tờ mà cơ quan giải quyết không thể tự tra cứu, và nêu rõ căn cứ của từng yêu cầu, điều kiện. "
)
PROOF = Proof("KH7Q-2M9X", "https://tthc.example.gov.vn/van-ban-giay/KH7Q-2M9X/")
HOSTILE = (
    '<b>đậm</b> &amp; {{ x }} {% y %} "><script>alert(1)</script> file:///etc/passwd http://192.0.2.1/a.png '
    "\x00\x07\x1b\x0b{ INCLUDEPICTURE http://192.0.2.1/b.png } =HYPERLINK(1) ]]> <!-- --> שלום عربي 😀 _x000D_ \ud800"
    "\nhai dòng\tmột bước \u202eđảo\u202c"
)


def head(**changes: object) -> Letterhead:
    described = {
        "superior": "UBND tỉnh Bắc Giang",
        "issuer": "Sở Khoa học và Công nghệ",
        "sign": "QĐ-KHCN",
        "place": "Bắc Giang",
    }
    return Letterhead(**described | changes)


def decision() -> Document:
    """A decision with Điều, khoản, điểm, two appendices, one of them landscape."""
    points = [f"Nội dung của điểm thứ {position}" for position in range(1, 12)]
    return Document(
        "Quyết định công bố thủ tục hành chính nội bộ",
        head(),
        [
            Article("Công bố kèm theo Quyết định này Danh mục thủ tục hành chính nội bộ. " + LONG),
            Article(
                heading="Hiệu lực thi hành",
                blocks=[
                    ItemList(
                        [
                            "Quyết định này có hiệu lực kể từ ngày ký.",
                            Item("Bãi bỏ các nội dung sau:", [ItemList(points, Marker.LETTER)]),
                            "Khoản tiếp theo vẫn đếm đúng.",
                        ]
                    )
                ],
            ),
            Article("Chánh Văn phòng Sở, Trưởng các phòng, đơn vị chịu trách nhiệm thi hành Quyết định này."),
        ],
        kind="Quyết định",
        subject="Công bố thủ tục hành chính nội bộ thuộc phạm vi chức năng quản lý của Sở Khoa học và Công nghệ",
        authority="Giám đốc Sở Khoa học và Công nghệ",
        grounds=[
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015",
            "Căn cứ Quyết định số 1085/QĐ-TTg ngày 15/9/2022 của Thủ tướng Chính phủ",
            "Theo đề nghị của Chánh Văn phòng Sở",
        ],
        resolves="Quyết định:",
        signatures=[Signature("Phó Giám đốc", "Nguyễn Văn A", [Acting(Standing.KT, "Giám đốc")])],
        receivers=Receivers(["Như Điều 3", "UBND tỉnh (báo cáo)", "Cổng thông tin điện tử của Sở"], "VT, VP"),
        appendices=[
            Appendix(
                "Danh mục thủ tục hành chính nội bộ",
                [wide_table(60)],
                "(Kèm theo Quyết định)",
                landscape=True,
            ),
            Appendix("Nội dung cụ thể", [*content(6), Article("Điều của phụ lục đếm lại từ đầu.")]),
        ],
        proof=PROOF,
        draft=True,
    )


def wide_table(rows: int, size: float = 12) -> Table:
    """A head of two rows with merged cells, groups, a total."""
    body: list = []
    for position in range(rows):
        if position % 20 == 0:
            body.append(
                Row(
                    [Cell(f"{chr(65 + position // 20)}. Lĩnh vực {position // 20 + 1}", columns=6)],
                    RowKind.GROUP,
                )
            )
        name = f"Thủ tục số {position + 1}" + (" về quản lý nhiệm vụ khoa học và công nghệ" * (position % 4))
        body.append([str(position + 1), name, "Nội bộ", "05 ngày làm việc", "1.234.567", "18,3 %"])
    body.append(Row([Cell("Tổng cộng", columns=4), "9.999.999", "20,1 %"], RowKind.TOTAL))
    return Table(
        [
            Column(width=1, align=Align.CENTRE),
            Column(width=6),
            Column(width=2),
            Column(width=2.5, align=Align.CENTRE),
            Column(width=2, align=Align.RIGHT),
            Column(width=1.5, align=Align.RIGHT),
        ],
        body,
        heads=[
            [
                Cell("STT", rows=2),
                Cell("Tên thủ tục", rows=2),
                Cell("Phân loại", rows=2),
                Cell("Thời hạn", rows=2),
            ]
            + [Cell("Chi phí", columns=2)],
            ["Hiện hành", "Cắt giảm"],
        ],
        caption="Bảng tổng hợp",
        size=size,
    )


def content(count: int) -> list:
    return [
        block
        for position in range(1, count + 1)
        for block in (
            Heading(f"{position}. Thủ tục thứ {position}"),
            Paragraph([Run("Trình tự: ", bold=True), LONG * 3]),
            ItemList(["Bước một", "Bước hai"], Marker.DASH),
        )
    ]


def letter() -> Document:
    return Document(
        "Công văn đôn đốc",
        head(sign="KHCN-VP", number="7", day=date(2023, 2, 5)),
        [
            Paragraph("Thực hiện Kế hoạch rà soát, Sở đề nghị các đơn vị:"),
            ItemList([LONG, LONG, "Báo cáo trước ngày 15/02/2023."]),
            Paragraph("Đề nghị các đơn vị quan tâm thực hiện."),
        ],
        subject="đôn đốc thống kê, rà soát thủ tục hành chính nội bộ",
        addressees=["Phòng Quản lý khoa học", "Chi cục Tiêu chuẩn Đo lường Chất lượng", "Trung tâm Ứng dụng"],
        signatures=[Signature("Giám đốc", "Trần Thị B")],
        receivers=Receivers(["Như trên", "Lưu hồ sơ"]),
    )


def inventory_form(items: int = 12, text: str = LONG) -> Document:
    return Document(
        "Biểu mẫu thống kê",
        head(form=HeadForm.FORM, label="Biểu mẫu 01\n(minh họa)"),
        [
            Heading("I. Thông tin chung"),
            FieldList([Field("Tên thủ tục", text), Field("Mã số"), Field("Thời hạn", "05 ngày làm việc")]),
            Heading("II. Thành phần hồ sơ"),
            Table(
                [
                    Column("STT", 1, Align.CENTRE),
                    Column("Tên giấy tờ", 7),
                    Column("Số lượng", 2, Align.CENTRE),
                ],
                [[str(n), f"Giấy tờ {n}: {text[:90]}", "01 bản chính"] for n in range(1, items + 1)],
            ),
            Note("Số lượng: 01 bộ"),
            Heading("III. Kết quả", 3),
            FieldList([Field("Kết quả", "Văn bản"), Field("Ghi chú", "")], ruled=True, label_width=40),
            Paragraph(""),
        ],
        kind="Biểu mẫu thống kê thủ tục hành chính nội bộ",
        subject="Thủ tục xét duyệt nhiệm vụ",
        signatures=[
            Signature("Người lập biểu", "Lê C", note="(Ký, ghi rõ họ tên)"),
            Signature(
                "Trưởng phòng",
                "Phạm D",
                note="(Ký, ghi rõ họ tên)",
                dateline="Bắc Giang, ngày 05 tháng 3 năm 2023",
            ),
        ],
        size=13,
    )


def report() -> Document:
    """A report with a table of contents, charts, a landscape table in the middle."""
    pairs = [charts.Pair(f"Phòng {n}", Decimal(100 * n), Decimal(70 * n)) for n in range(1, 6)]
    line = charts.Series(
        "Đã rà soát", [(date(2023, 1, 1), 0), (date(2023, 12, 1), 40)], [(date(2024, 3, 1), 50)]
    )
    return Document(
        "Báo cáo kết quả",
        head(sign="BC-KHCN", number="12", day=date(2023, 12, 15)),
        [
            Contents(),
            PageBreak(),
            Heading("Tình hình chung", 1, "Phần I"),
            *content(5),
            Landscape(
                [
                    Heading("Số liệu theo đơn vị"),
                    wide_table(30, 11),
                    Note("Nguồn: số liệu đến hết ngày 14/12/2023"),
                ]
            ),
            Heading("Kết quả", 1, "Phần II"),
            Chart(BarChart(pairs, "Chi phí trước và sau", unit="triệu đồng/năm"), "Hình 1. Chi phí tuân thủ"),
            Chart(
                LineChart([line], "Tiến độ", [charts.Mark(date(2024, 1, 1), "Trước 01/01/2024: 50 %", 30)])
            ),
            *content(3),
            Paragraph("Trên đây là báo cáo của Sở"),
        ],
        kind="Báo cáo",
        subject="Kết quả rà soát, đơn giản hóa thủ tục hành chính nội bộ năm 2023",
        signatures=[Signature("Chánh Văn phòng", "Ngô E", [Acting(Standing.TL, "Giám đốc")])],
        receivers=Receivers(["UBND tỉnh", "Lãnh đạo Sở"]),
        appendices=[Appendix("Bảng số liệu", [wide_table(10)])],
        proof=PROOF,
    )


def dashboard() -> Document:
    bar = ProgressChart([charts.Share(30), charts.Share(55, 2)], "Đã thực thi 30 %, phê duyệt 55 %", 20)
    return Document(
        "Bảng theo dõi",
        head(form=HeadForm.DASHBOARD, label="Số liệu đến hết ngày 14/12/2023"),
        [
            Figures(
                [
                    Figure("62,5 %", "đã rà soát", "mục tiêu 50 %"),
                    Figure("18", "thủ tục cắt giảm"),
                    Figure("0", "trễ hạn"),
                ]
            ),
            Columns(
                [
                    [Heading("Tiến độ"), Chart(bar, width=70), Paragraph(LONG, indent=False)],
                    [
                        Heading("Đơn vị"),
                        Table([Column("Đơn vị", 3), Column("Số", 1, Align.RIGHT)], [["Văn phòng", "12"]]),
                    ],
                ]
            ),
        ],
    )


def long_form() -> Document:
    """110 items of a dossier, one of them 4.700 letters long."""
    text = (LONG * 30)[:4700]
    described = inventory_form(110)
    table = described.blocks[3]
    rows = [*table.rows, ["111", text, "01 bản sao"]]
    return Document(
        "Biểu mẫu rất dài",
        described.letterhead,
        [*described.blocks[:3], Table(table.columns, rows), Paragraph(text)],
        kind=described.kind,
    )


def hostile() -> Document:
    """Somebody's worst words in every place that takes words."""
    bad = HOSTILE
    return Document(
        bad,
        Letterhead(bad, bad, bad, bad, bad, None, bad),
        [
            Heading(bad, 1, bad),
            Contents(bad),
            Paragraph([Run(bad, True, True, True, True)]),
            Article(bad, bad, [ItemList([bad, Item(bad, [Paragraph(bad)])], Marker.PLUS)]),
            FieldList([Field(bad, bad)]),
            Table([Column(bad), Column(bad)], [[bad, bad], Row([Cell(bad, 2)], RowKind.GROUP)], caption=bad),
            Chart(BarChart([charts.Pair(bad[:40], 1, 2)], "Hai"), bad),
            Note(bad),
            Figures([Figure(bad, bad, bad)]),
        ],
        kind=bad,
        subject=bad,
        authority=bad,
        grounds=[bad],
        resolves=bad,
        addressees=[bad, bad],
        signatures=[Signature(bad, bad, [Acting(Standing.KT, bad)], bad, bad)],
        receivers=Receivers([bad], bad),
        appendices=[Appendix(bad, [Paragraph(bad)], bad)],
        proof=Proof(bad, PROOF.url, bad),
    )


SAMPLES = {
    "decision": decision,
    "letter": letter,
    "form": inventory_form,
    "report": report,
    "dashboard": dashboard,
    "long": long_form,
    "hostile": hostile,
}
