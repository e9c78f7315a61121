"""Thành phần, số lượng hồ sơ, and the forms attached to the papers."""

import re
from collections import Counter

from procedures.enums import DoubtKind, Part
from procedures.portal.cells import Cells
from procedures.portal.parsed import ParsedDossierItem, ParsedDoubt, digest, distinct, quote
from tthc.core.text import fold

ONLY_SETS = re.compile(
    r"[-+*. ]*(?:so luong(?: bo)?(?: ho so)? ?[:–-]? ?)?(?P<sets>\d{1,2}) ?(?:\([^)]*\) ?)?bo(?: ho so)? ?[.;]?"
)
SETS_INSIDE = re.compile(
    r"so luong[^.;:\n]*:? ?\d{1,2} ?(?:\([^)]*\) ?)?bo\b|^[-+* ]*\d{1,2} ?(?:\([^)]*\) ?)?bo ho so\b"
)
HEADING = re.compile(r"[-+* ]*(?:[a-z\d]{1,2}[.)] ?)?(?:thanh phan ho so|ho so (?:bao )?gom)")
LIST_MARK = re.compile(
    r"(?:^|[\n;:.]) ?(?:(?P<dash>[-+*•–])|(?P<letter>[a-z]\))|(?P<number>\d{1,2}[.)])) ?(?=\w)"
)
NAMES_A_LIST = re.compile(r"\b(?:gom|sau day)\b")
NEXT_PAPER = re.compile(r";\s+(?P<letter>\w)")


def read_dossier(record: Cells) -> tuple[list[ParsedDossierItem], int | None, list[ParsedDoubt]]:
    """The papers, the number of sets where one row says nothing else, and what is doubted."""
    items = _items(record)
    sets = {int(found["sets"]) for item in items if (found := ONLY_SETS.fullmatch(fold(item.name)))}
    doubts = [doubt for item in items if (doubt := _doubt_of(item, items))]
    if len(sets) == 1:
        items = [item for item in items if not ONLY_SETS.fullmatch(fold(item.name))]
    if not items:
        sentence = "Nguồn không ghi thành phần hồ sơ nào. Ghi từng loại giấy tờ, hoặc nêu rõ vì sao không có."
        doubts.append(ParsedDoubt(DoubtKind.NO_DOSSIER, Part.DOSSIER, sentence, "no-dossier"))
    return items, sets.pop() if len(sets) == 1 else None, doubts


def read_form_names(record: Cells) -> list[str]:
    """The file names of the forms attached to the papers, each once."""
    return distinct(
        [
            attached.text("fileName", most=500) or attached.text("name", most=500)
            for _, paper in _papers(record)
            for attached in paper.rows("attachments")
        ]
    )


def _papers(record: Cells) -> list[tuple[str, Cells]]:
    """(name of the case, paper) for every paper of the record."""
    by_case = [
        (case.text("name"), paper)
        for case in record.rows("executionCases") or record.rows("cases")
        for paper in case.rows("profileComponents")
    ]
    return by_case + [("", paper) for paper in record.rows("profileComponents")]


def _items(record: Cells) -> list[ParsedDossierItem]:
    items = [
        ParsedDossierItem(case_name, paper.text("name"), paper.whole("originalQty"), paper.whole("copyQty"))
        for case_name, paper in _papers(record)
    ]
    return list(dict.fromkeys(item for item in items if item.name))


def _doubt_of(item: ParsedDossierItem, items: list[ParsedDossierItem]) -> ParsedDoubt | None:
    folded = fold(item.name)
    is_alone = Counter(other.case_name for other in items)[item.case_name] == 1
    if ONLY_SETS.fullmatch(folded):
        why = f"Nguồn ghi số bộ hồ sơ thành một giấy tờ: {quote(item.name)}. Kiểm tra số bộ và danh sách giấy tờ."
    elif is_whole_list(item.name, is_alone=is_alone):
        why = f"Một dòng chứa cả danh sách giấy tờ: {quote(item.name)}. Tách thành từng giấy tờ."
    elif SETS_INSIDE.search(folded):
        why = f"Số bộ hồ sơ nằm trong tên giấy tờ: {quote(item.name)}. Ghi số bộ vào ô Số lượng hồ sơ, sửa lại tên."
    else:
        return None
    return ParsedDoubt(DoubtKind.DOSSIER_ITEM, Part.DOSSIER, why, digest(item.case_name, item.name))


def is_whole_list(name: str, *, is_alone: bool) -> bool:
    """Whether one item is several papers: marked "- …; - …" or under a heading, or, when alone in its case, set off by ";"."""
    lines = "\n".join(fold(line) for line in name.split("\n"))
    marks = list(LIST_MARK.finditer(lines))
    marks_of_one_kind = max(Counter(mark.lastgroup for mark in marks).values(), default=0)
    if marks_of_one_kind > 1 and (is_alone or marks[0].start() == 0 or HEADING.match(lines)):
        return True
    next_papers = [found["letter"] for found in NEXT_PAPER.finditer(name)]
    if not is_alone or len(next_papers) < 2:
        return False
    return all(letter.isupper() for letter in next_papers) or bool(NAMES_A_LIST.search(lines))
