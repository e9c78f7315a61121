"""The styles of a document: one for each thing that the decree names, so that a clerk changes a look in one place.

Word itself translates the names of its own styles (Normal, heading 1, toc 1, header); ours are Vietnamese.
"""

from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from tthc.core.documents import rules
from tthc.core.documents.blocks import Align
from tthc.core.documents.word.markup import border, paragraph_properties, run_properties, twips, w
from tthc.core.documents.word.numbering import BODY_ARTICLES

LANGUAGE = "vi-VN"
FONT = rules.FONT_IN_WORD
UNDER_TITLE = 12  # pt below a title
CENTRED = {"align": Align.CENTRE, "first": 0}


@dataclass(frozen=True)
class Style:
    """A style of paragraphs: its id, the name that Word shows, what it rests on, how it looks."""

    id: str
    name: str
    shape: dict[str, object] = field(default_factory=dict)
    face: dict[str, object] = field(default_factory=dict)
    based: str = "Normal"
    following: str = ""

    def element(self) -> Element:
        own = self.name[0].isupper() and self.id not in BUILT_IN
        return w(
            "style",
            w("name", val=self.name),
            w("basedOn", val=self.based) if self.based else None,
            w("next", val=self.following) if self.following else None,
            w("uiPriority", val=1),
            w("qFormat"),
            paragraph_properties(**self.shape),
            run_properties(**self.face),
            type="paragraph",
            default=None if self.based else "1",
            customStyle="1" if own else None,
            styleId=self.id,
        )


BUILT_IN = {"Normal", "TOCHeading"}


def paragraph_styles(size: float) -> list[Style]:
    """All styles of paragraphs for a document whose body is written at `size` pt."""
    first = rules.FIRST_LINE
    body = {"first": first}
    single = {"after": 0, "line": 1}
    tight = single | CENTRED
    left = single | {"align": Align.LEFT}
    return [
        Style(
            "Normal",
            "Normal",
            {"widow_control": True, "after": rules.SPACE_BETWEEN, "line": rules.LINE_HEIGHT}
            | {"align": Align.JUSTIFY},
            {"size": size},
            based="",
        ),
        Style("NoiDung", "Nội dung", body),
        Style("NoiDungKhongThut", "Nội dung không thụt"),
        Style(
            "Heading1",
            "heading 1",
            {"keep_next": True, "keep_lines": True, "before": rules.SPACE_BETWEEN, "level": 1} | CENTRED,
            {"bold": True},
            following="NoiDung",
        ),
        Style(
            "Heading2",
            "heading 2",
            {"keep_next": True, "keep_lines": True, "level": 2, "align": Align.LEFT} | body,
            {"bold": True},
            following="NoiDung",
        ),
        Style(
            "Heading3",
            "heading 3",
            {"keep_next": True, "keep_lines": True, "level": 3, "align": Align.LEFT} | body,
            {"bold": True, "italic": True},
            following="NoiDung",
        ),
        # Mục 1-4: the head.
        Style("CoQuanChuQuan", "Cơ quan chủ quản", tight, {"size": rules.SIZE_SUPERIOR, "capitals": True}),
        Style(
            "CoQuanBanHanh",
            "Cơ quan ban hành",
            tight,
            {"size": rules.SIZE_ISSUER, "bold": True, "capitals": True},
        ),
        Style("QuocHieu", "Quốc hiệu", tight, {"size": rules.SIZE_NATION, "bold": True, "capitals": True}),
        Style("TieuNgu", "Tiêu ngữ", tight, {"size": rules.SIZE_MOTTO, "bold": True}),
        Style("SoKyHieu", "Số, ký hiệu", tight, {"size": rules.SIZE_NUMBER}),
        Style("NgayThang", "Địa danh, ngày tháng", tight, {"size": rules.SIZE_DATE, "italic": True}),
        Style(
            "VeViec",
            "Trích yếu công văn",
            tight | {"left": 5, "right": 5},
            {"size": rules.SIZE_LETTER_SUBJECT},
        ),
        Style("NhanBieuMau", "Nhãn biểu mẫu", tight, {"size": 12, "bold": True}),
        Style("DuongKe", "Đường kẻ", {"after": 0, "exactly": 2} | CENTRED, {"size": 1}),
        # Mục 5-6: title and text.
        Style(
            "TenLoai",
            "Tên loại văn bản",
            tight | {"keep_next": True},
            {"size": rules.SIZE_KIND, "bold": True, "capitals": True},
            following="TrichYeu",
        ),
        Style(
            "TrichYeu", "Trích yếu", tight | {"keep_next": True}, {"size": rules.SIZE_SUBJECT, "bold": True}
        ),
        Style("ThamQuyen", "Thẩm quyền ban hành", CENTRED, {"bold": True, "capitals": True}),
        Style("CanCu", "Căn cứ", body, {"italic": True}),
        Style("QuyetDinh", "Từ quyết định", CENTRED | {"keep_next": True}, {"bold": True, "capitals": True}),
        Style("KinhGui", "Kính gửi", left, {"size": rules.SIZE_ADDRESSEE}),
        Style("Dieu", "Điều", body | {"number": BODY_ARTICLES}, following="NoiDung"),
        Style("Khoan", "Khoản", body),
        Style("Diem", "Điểm", body),
        Style("GachDauDong", "Gạch đầu dòng", body),
        Style("DauCong", "Dấu cộng đầu dòng", body),
        # Mục 7 and 9: who signs, who receives.
        Style("QuyenHan", "Quyền hạn, chức vụ", tight, {"size": rules.SIZE_SIGNATURE, "bold": True}),
        Style("CachKy", "Cách ký", tight, {"size": rules.SIZE_DATE, "italic": True}),
        Style("HoTen", "Họ tên người ký", tight, {"size": rules.SIZE_SIGNATURE, "bold": True}),
        Style(
            "NoiNhan",
            "Nơi nhận",
            left,
            {"size": rules.SIZE_RECEIVERS_WORD, "bold": True, "italic": True},
            following="NoiNhanDong",
        ),
        Style("NoiNhanDong", "Nơi nhận, danh sách", left, {"size": rules.SIZE_RECEIVERS}),
        # Phụ lục.
        Style(
            "PhuLuc",
            "Phụ lục",
            tight | {"keep_next": True, "keep_lines": True, "level": 1},
            {"size": rules.SIZE_APPENDIX_TITLE, "bold": True},
            following="KemTheo",
        ),
        Style(
            "KemTheo",
            "Kèm theo",
            tight | {"keep_next": True, "after": UNDER_TITLE},
            {"size": rules.SIZE_ATTACHED, "italic": True},
        ),
        # Tables, forms, drawings.
        Style("Bang", "Bảng", left, {"size": rules.SIZE_TABLE}),
        Style("DauBang", "Đầu bảng", CENTRED, {"bold": True}, based="Bang"),
        Style(
            "TenBang",
            "Tên bảng",
            CENTRED | {"keep_next": True},
            {"bold": True},
            following="NoiDung",
        ),
        Style("TenHinh", "Tên biểu đồ", CENTRED, {"size": rules.SIZE_NOTE, "bold": True}),
        Style(
            "GhiChu", "Ghi chú", {"align": Align.LEFT, "line": 1}, {"size": rules.SIZE_NOTE, "italic": True}
        ),
        Style("Nhan", "Nhãn của mục", left),
        Style("GiaTri", "Nội dung của mục", left),
        Style("Hinh", "Hình", CENTRED | {"line": 1}),
        Style("SoLon", "Số liệu lớn", left, {"size": 20, "bold": True}),
        Style("SoLonNhan", "Số liệu lớn, nhãn", left, {"size": 11}),
        Style("SoLonGhiChu", "Số liệu lớn, ghi chú", left, {"size": 10, "colour": "4B5866"}),
        Style("DoiChieu", "Mã đối chiếu", left, {"size": rules.SIZE_PROOF}),
        Style("Khit", "Đoạn khít", {"after": 0, "exactly": 1} | CENTRED, {"size": 1}),
        # The top margin.
        Style("Header", "header", tight | {"align": Align.LEFT}, {"size": rules.SIZE_PAGE_NUMBER}),
        Style("TOCHeading", "TOC Heading", CENTRED | {"keep_next": True}, {"bold": True}),
        *(_contents(depth, size) for depth in (1, 2, 3)),
    ]


def _contents(depth: int, size: float) -> Style:
    shape = {"align": Align.LEFT, "left": 7 * (depth - 1), "after": 3}
    tabs = (("right", rules.TEXT_WIDTH, "dot"),)
    return Style(f"TOC{depth}", f"toc {depth}", shape | {"tabs": tabs})


def table_styles() -> list[Element]:
    """Ruled tables, boxes of figures, and frames that only place things side by side."""
    cell = (rules.CELL_PADDING / 2, rules.CELL_PADDING)
    return [
        _table_style("TableNormal", "Normal Table", (0, 0), default=True),
        _table_style("BangKe", "Bảng kẻ", cell, 0.5),
        _table_style("KhungSoLieu", "Khung số liệu", (2, 3), 0.75, "AEB9C4"),
        _table_style("Khung", "Khung không kẻ", (0, 0)),
    ]


def _table_style(
    style: str,
    name: str,
    margins: tuple[float, float],
    weight: float = 0,
    colour: str = "000000",
    *,
    default: bool = False,
) -> Element:
    """A style of tables: margins inside a cell (above and below, left and right), weight of its lines."""
    sides = {"top": margins[0], "left": margins[1], "bottom": margins[0], "right": margins[1]}
    lines = (border(side, weight, colour) for side in (*sides, "insideH", "insideV"))
    return w(
        "style",
        w("name", val=name),
        None if default else w("basedOn", val="TableNormal"),
        w("uiPriority", val=99),
        w("semiHidden") if default else None,
        w("unhideWhenUsed") if default else None,
        w(
            "tblPr",
            w("tblInd", w=0, type="dxa"),
            w("tblBorders", *lines) if weight else None,
            w("tblCellMar", *(w(side, w=twips(inside), type="dxa") for side, inside in sides.items())),
        ),
        type="table",
        default="1" if default else None,
        customStyle=None if default else "1",
        styleId=style,
    )


def fill_styles(styles: Element, size: float) -> None:
    """Puts our styles into the part of the file that holds them, in place of whatever stood there."""
    for child in list(styles):
        styles.remove(child)
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = w("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    styles.extend(
        [
            w(
                "docDefaults",
                w("rPrDefault", w("rPr", fonts, w("sz", val=28), w("szCs", val=28), language)),
                w("pPrDefault"),
            ),
            # Styles of Word's own that are not ours stay out of the list until somebody asks for them.
            w(
                "latentStyles",
                defLockedState=0,
                defUIPriority=99,
                defSemiHidden=1,
                defUnhideWhenUsed=1,
                defQFormat=0,
                count=376,
            ),
            *(style.element() for style in paragraph_styles(size)),
            w(
                "style",
                w("name", val="Default Paragraph Font"),
                w("uiPriority", val=1),
                w("semiHidden"),
                w("unhideWhenUsed"),
                type="character",
                default="1",
                styleId="DefaultParagraphFont",
            ),
            *table_styles(),
            w(
                "style",
                w("name", val="No List"),
                w("uiPriority", val=99),
                w("semiHidden"),
                w("unhideWhenUsed"),
                type="numbering",
                default="1",
                styleId="NoList",
            ),
        ]
    )


def fill_settings(settings: Element) -> None:
    """How Word treats the file: as of Word 2013 on, in Vietnamese, with the comma in decimals."""
    for child in list(settings):
        settings.remove(child)
    mode = {"uri": "http://schemas.microsoft.com/office/word"}
    settings.extend(
        [
            w("zoom", val="bestFit", percent=100),
            w("defaultTabStop", val=twips(rules.FIRST_LINE)),
            w("characterSpacingControl", val="doNotCompress"),
            w(
                "compat",
                # A line that ends with a line break is not stretched to the margin.
                w("doNotExpandShiftReturn"),
                w("compatSetting", name="compatibilityMode", val=15, **mode),
                w("compatSetting", name="overrideTableStyleFontSizeAndJustification", val=1, **mode),
                w("compatSetting", name="enableOpenTypeFeatures", val=1, **mode),
                w("compatSetting", name="doNotFlipMirrorIndents", val=1, **mode),
            ),
            w("themeFontLang", val=LANGUAGE),
            w("decimalSymbol", val=","),
            w("listSeparator", val=";"),
        ]
    )
