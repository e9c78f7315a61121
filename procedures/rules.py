"""What submitting an inventory form asks for (NĐ 63/2010 Đ.8 khoản 2), who leads, what is in the way, what is odd."""

from collections.abc import Iterator
from dataclasses import dataclass

from procedures.enums import Answer, DocumentStatus, Part
from tthc.core import display
from tthc.core.text import fold

# "Quy trình nội bộ giải quyết TTHC" is how an office handles a citizen's request, not an internal procedure.
OTHER_THING = "quy trinh noi bo giai quyet"


@dataclass(frozen=True)
class MissingPart:
    """One thing that is missing: in which part of the form, said in a sentence."""

    part: Part
    sentence: str


def _rows(procedure, relation: str) -> list:
    """The rows of one kind, prefetched or not."""
    return list(getattr(procedure, relation).all())


def missing_parts(procedure) -> list[MissingPart]:
    """All that is missing before the form can be submitted, in the order of the form; empty when it is complete."""
    missing: list[MissingPart] = []

    def ask(is_missing: bool, part: Part, sentence: str) -> None:
        if is_missing:
            missing.append(MissingPart(part, sentence))

    steps, methods, items = (_rows(procedure, rows) for rows in ("steps", "methods", "dossier_items"))
    ask(not procedure.name.strip(), Part.GENERAL, "Chưa có tên thủ tục.")
    ask(not procedure.group, Part.GENERAL, "Chưa chọn nhóm A hay nhóm B.")
    ask(not procedure.field_id, Part.GENERAL, "Chưa chọn lĩnh vực.")
    ask(not procedure.legal_document_id, Part.GENERAL, "Chưa chọn văn bản quy định thủ tục.")
    ask(
        lead_needs_reason(procedure),
        Part.GENERAL,
        "Đơn vị chủ trì khác đơn vị soạn thảo văn bản: chưa ghi lý do.",
    )
    ask(not steps, Part.STEPS, "Chưa có bước thực hiện nào.")
    for number, step in enumerate(steps, start=1):
        ask(not step.work.strip(), Part.STEPS, f"Bước {number} chưa ghi việc phải làm.")
        ask(not step.actor.strip(), Part.STEPS, f"Bước {number} chưa ghi ai thực hiện.")
        ask(
            step.duration_value is not None and not step.duration_unit,
            Part.STEPS,
            f"Bước {number} có số thời gian nhưng chưa chọn đơn vị (giờ, ngày, ngày làm việc, tháng).",
        )
    ask(not methods, Part.METHODS, "Chưa có cách thức thực hiện nào.")
    for number, method in enumerate(methods, start=1):
        ask(
            not method.channel,
            Part.METHODS,
            f"Cách thức thứ {number} chưa chọn trực tiếp, bưu chính hay trực tuyến.",
        )
        ask(
            method.time_value is not None and not method.time_unit,
            Part.METHODS,
            f"Cách thức thứ {number} có số thời hạn nhưng chưa chọn đơn vị thời gian.",
        )
    ask(not items, Part.DOSSIER, "Chưa có thành phần hồ sơ nào.")
    for number, item in enumerate(items, start=1):
        ask(not item.name.strip(), Part.DOSSIER, f"Giấy tờ thứ {number} chưa có tên.")
        ask(
            not (item.originals or item.copies),
            Part.DOSSIER,
            f"Giấy tờ thứ {number} chưa ghi số bản chính hoặc bản sao.",
        )
    ask(not procedure.dossier_sets, Part.DOSSIER, "Chưa ghi số lượng hồ sơ (bộ).")
    has_time = procedure.time_limit_value is not None and bool(procedure.time_limit_unit)
    ask(
        not has_time and not procedure.time_limit_text.strip(),
        Part.TIME_LIMIT,
        "Chưa ghi thời hạn giải quyết (số và đơn vị, hoặc nói rõ bằng lời).",
    )
    ask(
        procedure.time_limit_value is not None and not procedure.time_limit_unit,
        Part.TIME_LIMIT,
        "Thời hạn giải quyết có số nhưng chưa chọn đơn vị thời gian.",
    )
    ask(not procedure.subjects.strip(), Part.AGENCIES, "Chưa ghi đối tượng thực hiện.")
    ask(not procedure.deciding_agency.strip(), Part.AGENCIES, "Chưa ghi cơ quan có thẩm quyền quyết định.")
    ask(not procedure.executing_agency.strip(), Part.AGENCIES, "Chưa ghi cơ quan trực tiếp thực hiện.")
    forms = _rows(procedure, "form_templates")
    ask(not procedure.forms_answer, Part.FORMS, "Mẫu đơn, mẫu tờ khai: chưa trả lời có hay không có.")
    ask(
        procedure.forms_answer == Answer.SOME and not any(form.name.strip() for form in forms),
        Part.FORMS,
        "Đã trả lời có mẫu đơn, mẫu tờ khai nhưng chưa ghi tên mẫu.",
    )
    for part, answer, text, what in (
        (Part.RESULTS, procedure.results_answer, procedure.results_text, "Kết quả thực hiện"),
        (Part.CONDITIONS, procedure.conditions_answer, procedure.conditions_text, "Yêu cầu, điều kiện"),
        (Part.FEES, procedure.fees_answer, procedure.fees_text, "Phí, lệ phí"),
    ):
        ask(not answer, part, f"{what}: chưa trả lời có hay không có.")
        ask(
            answer == Answer.SOME and not text.strip(),
            part,
            f"{what}: đã trả lời có nhưng chưa ghi nội dung.",
        )
    bases = _rows(procedure, "legal_bases")
    ask(
        not any(basis.document_text.strip() or basis.legal_document_id for basis in bases),
        Part.LEGAL_BASES,
        "Chưa có căn cứ pháp lý nào.",
    )
    return missing


def lead_needs_reason(procedure) -> bool:
    """Ownership rule: the unit that drafted the document leads; another choice needs a reason."""
    document = procedure.legal_document
    if document is None or document.drafting_unit_id is None:
        return False
    return document.drafting_unit_id != procedure.department_id and not procedure.lead_reason.strip()


@dataclass(frozen=True)
class Reminder:
    """Something odd that does not stop a form: in which part, said in a sentence with what to do."""

    part: Part
    sentence: str


def warnings(procedure) -> list[Reminder]:
    """What the application notices about a form ("Máy nhắc"), in the order of the form; nothing is refused for it."""
    return [
        *_about_the_name(procedure),
        *_about_the_lead(procedure),
        *_about_the_times(procedure),
        *_about_expired_documents(procedure),
    ]


def _about_the_name(procedure) -> Iterator[Reminder]:
    name = fold(procedure.name)
    if OTHER_THING in name:
        yield Reminder(
            Part.GENERAL,
            "Tên có “quy trình nội bộ giải quyết”: quy trình nội bộ giải quyết TTHC không phải là TTHC nội bộ. "
            "Xem lại có phải thống kê không.",
        )
    if not name:
        return
    same = type(procedure).objects.filter(
        department__agency=procedure.department.agency_id, folded__startswith=name
    )
    for twin in same.exclude(pk=procedure.pk).select_related("department"):
        if fold(twin.name) == name:
            yield Reminder(
                Part.GENERAL,
                f"Trùng tên với một thủ tục khác của {twin.department}. "
                "Xem lại: cùng một thủ tục thì chỉ thống kê một lần.",
            )


def _about_the_lead(procedure) -> Iterator[Reminder]:
    unit = procedure.legal_document.drafting_unit if procedure.legal_document else None
    if unit and unit != procedure.department:
        yield Reminder(
            Part.GENERAL,
            f"Văn bản quy định thủ tục do {unit} soạn thảo: theo nguyên tắc, {unit} thống kê thủ tục này. "
            f"Nếu {procedure.department} vẫn thống kê, ghi lý do.",
        )


def _about_the_times(procedure) -> Iterator[Reminder]:
    """Times of steps in the unit of the time limit are added up; other units are never converted."""
    limit, unit = procedure.time_limit_value, procedure.time_limit_unit
    if limit is None or not unit:
        return
    times = [step.duration_value for step in _rows(procedure, "steps") if step.duration_unit == unit]
    total = sum(time for time in times if time is not None)
    if total > limit:
        label = procedure.get_time_limit_unit_display()
        yield Reminder(
            Part.TIME_LIMIT,
            f"Các bước cộng lại {display.number(total)} {label}, thời hạn giải quyết ghi {display.number(limit)} {label}. "
            "Xem lại bước nào làm song song, hoặc sửa cho khớp.",
        )


def _about_expired_documents(procedure) -> Iterator[Reminder]:
    document = procedure.legal_document
    if document and document.status == DocumentStatus.EXPIRED:
        yield Reminder(Part.GENERAL, f"Văn bản quy định thủ tục {_expired(document)}")
    for basis in _rows(procedure, "legal_bases"):
        if basis.legal_document and basis.legal_document.status == DocumentStatus.EXPIRED:
            yield Reminder(Part.LEGAL_BASES, f"Căn cứ pháp lý {_expired(basis.legal_document)}")


def _expired(document) -> str:
    return (
        f"{document.number} đã hết hiệu lực từ {display.day(document.expired_on)}. Xem lại văn bản thay thế."
    )


def obstacles_to_submit(procedure, user) -> list[str]:
    return [missing.sentence for missing in missing_parts(procedure)]


def obstacles_to_reopen(procedure, user) -> list[str]:
    return []


def reason_of_correction_asked(subject) -> str:
    """What a correction of a number or day that was typed in wrongly must say."""
    return "Chưa ghi lý do đính chính. Nêu chỗ đã ghi sai, để người xem nhật ký hiểu vì sao số, ngày đổi."
