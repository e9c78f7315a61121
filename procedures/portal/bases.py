"""Căn cứ pháp lý: as written, and doubted where the number cannot be one."""

import re

from procedures.enums import DoubtKind, Part
from procedures.portal.cells import Cells
from procedures.portal.parsed import ParsedDoubt, ParsedLegalBasis, digest, quote

FIRST_YEAR = 1945
YEAR = re.compile(r"\d\s*/\s*(?P<year>\d{3,})\b")
STRAY = re.compile(r"[.,;:]\s*/|/\s*[.,;:/]")
# Khóa of the Quốc hội that passed it; from XII (2007) on each sits five years, XIII began in 2011.
ASSEMBLY = re.compile(r"/(?P<year>\d{4})/(?:NQ-)?(?:UBTV)?QH(?P<term>1[2-9]|2\d)\b")


def read_legal_bases(record: Cells, *, last_year: int) -> tuple[list[ParsedLegalBasis], list[ParsedDoubt]]:
    bases = [
        ParsedLegalBasis(row.text("code"), row.text("name"), row.text("article", most=200))
        for row in record.rows("legalBasisesDetails")
    ]
    bases = list(dict.fromkeys(basis for basis in bases if basis.document_number or basis.document_text))
    doubts = [
        ParsedDoubt(
            DoubtKind.LEGAL_BASIS,
            Part.LEGAL_BASES,
            f"Căn cứ pháp lý ghi số {quote(basis.document_number)}"
            f"{f' cho {quote(basis.document_text)}' if basis.document_text else ''}: {why}. Kiểm tra rồi ghi lại.",
            digest(basis.document_number, basis.document_text),
        )
        for basis in bases
        if basis.document_number and (why := why_no_number(basis.document_number, last_year=last_year))
    ]
    return bases, doubts


def doubts_of_decision(number: str, *, last_year: int) -> list[ParsedDoubt]:
    """The doubt about the decision that announced the procedure, if its number cannot be one."""
    why = why_no_number(number, last_year=last_year) if number else ""
    sentence = f"Quyết định công bố ở nguồn ghi số {quote(number)}: {why}. Kiểm tra rồi ghi lại."
    return (
        [ParsedDoubt(DoubtKind.LEGAL_BASIS, Part.GENERAL, sentence, digest("decision", number))]
        if why
        else []
    )


def why_no_number(number: str, *, last_year: int) -> str:
    """Why these words cannot be the number of a legal document, "" when they can."""
    if STRAY.search(number):
        return "có dấu thừa trong số, ký hiệu"
    if not re.search(r"[^\W\d_]", re.sub(r"(?i)\bsố\b", "", number)):
        return "chỉ có số, không rõ loại văn bản và cơ quan ban hành"
    year = next((int(found["year"]) for found in YEAR.finditer(number)), None)
    if year is not None and not FIRST_YEAR <= year <= last_year:
        return f"năm {year} không thể có"
    assembly = ASSEMBLY.search(number)
    if assembly:
        began = 2011 + 5 * (int(assembly["term"]) - 13)
        if not began <= int(assembly["year"]) <= began + 5:
            return f"Quốc hội khóa {assembly['term']} không họp năm {assembly['year']}"
    return ""
