"""The words of an inventory form as they stand, part by part, for snapshots and for comparing two of them."""

from procedures.enums import Part
from tthc.core.display import day, number

CELL_NAMES = {
    Part.STEPS.value: [("Ai thực hiện", "Việc phải làm", "Kết quả chuyển bước sau", "Thời gian")],
    Part.METHODS.value: [("Cách thức", "Thời hạn", "Phí, lệ phí")],
    Part.DOSSIER.value: [("Tên giấy tờ", "Trường hợp", "Bản chính", "Bản sao", "Theo mẫu")],
    Part.FORMS.value: [("Tên mẫu", "Ký hiệu", "Ban hành kèm theo")],
    Part.LEGAL_BASES.value: [("Văn bản", "Điều, khoản, điểm")],
}


def duration(value, unit_label: str, text: str) -> str:
    """A time as one reads it: "5 ngày làm việc (kể từ ngày nhận đủ hồ sơ)"."""
    amount = f"{number(value)} {unit_label}".strip() if value is not None else ""
    if amount and text:
        return f"{amount} ({text})"
    return amount or text


def content_of(procedure) -> dict[str, list[list[str]]]:
    """{part: rows}; each row is a list of texts, the first cell naming what it is. JSON-ready, in the form's order."""
    document = procedure.legal_document
    return {
        Part.GENERAL.value: [
            ["Tên thủ tục", procedure.name],
            ["Mã số", procedure.code or ""],
            ["Nhóm", procedure.get_group_display()],
            ["Lĩnh vực", str(procedure.field) if procedure.field else ""],
            ["Cấp thực hiện", procedure.get_level_display()],
            ["Văn bản quy định", str(document) if document else ""],
            ["Đơn vị chủ trì", str(procedure.department)],
            ["Lý do đơn vị chủ trì khác đơn vị soạn thảo", procedure.lead_reason],
        ],
        Part.STEPS.value: [
            [
                step.actor,
                step.work,
                step.result,
                duration(step.duration_value, step.get_duration_unit_display(), step.duration_text),
            ]
            for step in procedure.steps.all()
        ],
        Part.METHODS.value: [
            [
                method.get_channel_display(),
                duration(method.time_value, method.get_time_unit_display(), method.time_text),
                method.fee_text,
            ]
            for method in procedure.methods.all()
        ],
        Part.DOSSIER.value: [
            [item.name, item.case_name, number(item.originals), number(item.copies), item.form_name]
            for item in procedure.dossier_items.all()
        ]
        + [["Số lượng hồ sơ (bộ)", number(procedure.dossier_sets)]],
        Part.TIME_LIMIT.value: [
            [
                "Thời hạn giải quyết",
                duration(
                    procedure.time_limit_value,
                    procedure.get_time_limit_unit_display(),
                    procedure.time_limit_text,
                ),
            ]
        ],
        Part.AGENCIES.value: [
            ["Đối tượng thực hiện", procedure.subjects],
            ["Cơ quan có thẩm quyền quyết định", procedure.deciding_agency],
            ["Cơ quan trực tiếp thực hiện", procedure.executing_agency],
            ["Cơ quan phối hợp", procedure.coordinating_agency],
            ["Cơ quan được ủy quyền, phân cấp", procedure.authorised_agency],
        ],
        Part.FORMS.value: [["Mẫu đơn, mẫu tờ khai", procedure.get_forms_answer_display()]]
        + [[form.name, form.symbol, form.issued_with] for form in procedure.form_templates.all()],
        Part.RESULTS.value: [
            ["Kết quả thực hiện", procedure.get_results_answer_display(), procedure.results_text]
        ],
        Part.CONDITIONS.value: [
            ["Yêu cầu, điều kiện", procedure.get_conditions_answer_display(), procedure.conditions_text]
        ],
        Part.FEES.value: [["Phí, lệ phí", procedure.get_fees_answer_display(), procedure.fees_text]],
        Part.LEGAL_BASES.value: [
            [basis.document_text, basis.article] for basis in procedure.legal_bases.all()
        ],
        Part.FREQUENCY.value: [
            ["Số lần thực hiện một năm", number(procedure.times_per_year)],
            ["Số đối tượng tuân thủ một năm", number(procedure.subjects_per_year)],
            ["Nguồn số liệu", procedure.frequency_source],
            ["Ghi chú", procedure.notes],
            ["Bãi bỏ từ ngày", day(procedure.repealed_on) if procedure.repealed_on else ""],
        ],
    }
