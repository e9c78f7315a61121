"""How an official document must look: Nghị định 30/2020/NĐ-CP, Phụ lục I, the choice of this house where it leaves a range.

Lengths in millimetres, sizes of letters and spaces between paragraphs in points (1 pt = 25,4/72 mm).
"""

# Phần I, khoản 1-4: A4; margins top and bottom 20-25, left 30-35, right 15-20; Times New Roman, black.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM, MARGIN_LEFT = 20, 15, 20, 30
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
# A landscape sheet keeps the margins of each edge as they are named.
LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT
FONT_IN_WORD = "Times New Roman"  # of the PDF: fonts.py

# Phần I, khoản 7: Arabic, 13-14, upright, centred in the top margin, not on the first page.
SIZE_PAGE_NUMBER = 13
# Middle of the page number under the upper edge of the sheet.
PAGE_NUMBER_FROM_EDGE = 12.5

# Phần II, mục 1: quốc hiệu 12-13 bold capitals; tiêu ngữ 13-14 bold, a line as long as the words under it.
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SIZE_NATION, SIZE_MOTTO = 12, 13
# Mục 2: superior body 12-13 capitals; issuing body 12-13 bold capitals, a line of a third to a half of it below.
SIZE_SUPERIOR = SIZE_ISSUER = 12
ISSUER_RULE = 40  # % of the length of the words above it
# The two halves of the head: the bodies at the left, quốc hiệu, 88,8 mm in one line, at the right.
HEAD_LEFT, HEAD_RIGHT = 76, 89
RULE_WEIGHT = 0.75  # pt
# Mục 3 and 4: number and sign 13; place and date 13-14 italic.
SIZE_NUMBER, SIZE_DATE = 13, 13
# Mục 5: kind 13-14 bold capitals; trích yếu 13-14 bold, a line of a third to a half; a letter's "V/v …" 12-13.
SIZE_KIND, SIZE_SUBJECT, SIZE_LETTER_SUBJECT = 14, 14, 12
SUBJECT_RULE = 40
BESIDE_SUBJECT = 8  # mm free at each side of it
# Mục 6: căn cứ 13-14 italic; body 13-14 justified, first line 10 or 12,7 mm, at least 6 pt between paragraphs,
# at least single and at most one and a half lines.
SIZE_BODY = 14
FIRST_LINE = 12.7
SPACE_BETWEEN = 6
LINE_HEIGHT = 1.15  # of a single line
SINGLE = 1.149  # em: the height of a single line in this font
# Mục 7: signature block 13-14 bold, in the right half; room for signature and seal.
SIZE_SIGNATURE = 14
SIGNATURE_ROOM = 25
# Mục 8 and 9: "Kính gửi" 13-14; "Nơi nhận:" 12 bold italic, the list 11.
SIZE_ADDRESSEE, SIZE_RECEIVERS_WORD, SIZE_RECEIVERS = 14, 12, 11
# Phụ lục: "Phụ lục I" 14 bold, its title 13-14 bold capitals, "(Kèm theo …)" italic; own page numbers.
SIZE_APPENDIX, SIZE_APPENDIX_TITLE, SIZE_ATTACHED = 14, 14, 14

# Not ruled by the decree: the house's own choice.
SIZE_TABLE, SIZE_NOTE, SIZE_PROOF = 12, 12, 9
# Of the width of a chart, in which its letters are 12 high: over the whole text width they print at 10 pt.
CHART_UNITS = 560
CELL_PADDING = 1.5  # mm at the left and right of a cell; half of it above and below
QR_SIDE = 20
# With more procedures in it than this a paper has a table of contents.
MANY_PARTS = 10
CLOSING_MARK = "./."
DRAFT_MARK = "DỰ THẢO"  # 12 bold in the top margin at the left, on every page

LETTERS_OF_POINTS = "abcdđeghiklmnopqrstuvxy"


def text_width(landscape: bool) -> float:
    """Between the margins, in mm."""
    return LANDSCAPE_TEXT_WIDTH if landscape else TEXT_WIDTH


def point_letter(position: int) -> str:
    """The letter of a điểm in Vietnamese order: 1 → "a", 5 → "đ", 24 → "aa"."""
    turns, place = divmod(position - 1, len(LETTERS_OF_POINTS))
    return LETTERS_OF_POINTS[place] * (turns + 1)


def roman(number: int) -> str:
    """1 → "I", 14 → "XIV"."""
    steps = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"))
    steps += ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    words = ""
    for value, sign in steps:
        count, number = divmod(number, value)
        words += sign * count
    return words
