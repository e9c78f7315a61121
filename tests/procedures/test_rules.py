"""What is missing, what is odd, who leads."""

from datetime import date
from decimal import Decimal

import pytest

from procedures.enums import Answer, Part, TimeUnit
from procedures.models import Procedure
from procedures.rules import MissingPart, Reminder, lead_needs_reason, missing_parts, warnings
from tests.factories import a_complete_procedure, a_department, a_document, a_procedure

pytestmark = pytest.mark.django_db


def read(procedure: Procedure) -> Procedure:
    return Procedure.objects.with_parts().get(pk=procedure.pk)


def test_nothing_is_missing_of_a_complete_form():
    assert missing_parts(read(a_complete_procedure())) == []


def test_everything_is_missing_of_an_empty_draft():
    P = Part

    assert missing_parts(read(a_procedure(name=""))) == [
        MissingPart(P.GENERAL, "Chưa có tên thủ tục."),
        MissingPart(P.GENERAL, "Chưa chọn nhóm A hay nhóm B."),
        MissingPart(P.GENERAL, "Chưa chọn lĩnh vực."),
        MissingPart(P.GENERAL, "Chưa chọn văn bản quy định thủ tục."),
        MissingPart(P.STEPS, "Chưa có bước thực hiện nào."),
        MissingPart(P.METHODS, "Chưa có cách thức thực hiện nào."),
        MissingPart(P.DOSSIER, "Chưa có thành phần hồ sơ nào."),
        MissingPart(P.DOSSIER, "Chưa ghi số lượng hồ sơ (bộ)."),
        MissingPart(P.TIME_LIMIT, "Chưa ghi thời hạn giải quyết (số và đơn vị, hoặc nói rõ bằng lời)."),
        MissingPart(P.AGENCIES, "Chưa ghi đối tượng thực hiện."),
        MissingPart(P.AGENCIES, "Chưa ghi cơ quan có thẩm quyền quyết định."),
        MissingPart(P.AGENCIES, "Chưa ghi cơ quan trực tiếp thực hiện."),
        MissingPart(P.FORMS, "Mẫu đơn, mẫu tờ khai: chưa trả lời có hay không có."),
        MissingPart(P.RESULTS, "Kết quả thực hiện: chưa trả lời có hay không có."),
        MissingPart(P.CONDITIONS, "Yêu cầu, điều kiện: chưa trả lời có hay không có."),
        MissingPart(P.FEES, "Phí, lệ phí: chưa trả lời có hay không có."),
        MissingPart(P.LEGAL_BASES, "Chưa có căn cứ pháp lý nào."),
    ]


def test_half_filled_rows_and_answers_are_named_one_by_one():
    procedure = a_complete_procedure(
        time_limit_unit="", forms_answer=Answer.SOME, results_text="", fees_answer=Answer.SOME
    )
    procedure.steps.create(position=2, duration_value=1)
    procedure.methods.create(position=2, time_value=3)
    procedure.dossier_items.create(position=2, form_name="Mẫu 01")

    assert missing_parts(read(procedure)) == [
        MissingPart(Part.STEPS, "Bước 2 chưa ghi việc phải làm."),
        MissingPart(Part.STEPS, "Bước 2 chưa ghi ai thực hiện."),
        MissingPart(
            Part.STEPS,
            "Bước 2 có số thời gian nhưng chưa chọn đơn vị (giờ, ngày, ngày làm việc, tháng).",
        ),
        MissingPart(Part.METHODS, "Cách thức thứ 2 chưa chọn trực tiếp, bưu chính hay trực tuyến."),
        MissingPart(Part.METHODS, "Cách thức thứ 2 có số thời hạn nhưng chưa chọn đơn vị thời gian."),
        MissingPart(Part.DOSSIER, "Giấy tờ thứ 2 chưa có tên."),
        MissingPart(Part.DOSSIER, "Giấy tờ thứ 2 chưa ghi số bản chính hoặc bản sao."),
        MissingPart(Part.TIME_LIMIT, "Chưa ghi thời hạn giải quyết (số và đơn vị, hoặc nói rõ bằng lời)."),
        MissingPart(Part.TIME_LIMIT, "Thời hạn giải quyết có số nhưng chưa chọn đơn vị thời gian."),
        MissingPart(Part.FORMS, "Đã trả lời có mẫu đơn, mẫu tờ khai nhưng chưa ghi tên mẫu."),
        MissingPart(Part.RESULTS, "Kết quả thực hiện: đã trả lời có nhưng chưa ghi nội dung."),
        MissingPart(Part.FEES, "Phí, lệ phí: đã trả lời có nhưng chưa ghi nội dung."),
    ]


def test_another_lead_than_the_drafting_unit_needs_a_reason():
    unit = a_department()
    document = a_document(drafting_unit=a_department(agency=unit.agency, name="Phòng Quản lý khoa học"))
    procedure = a_complete_procedure(department=unit, legal_document=document)

    assert lead_needs_reason(procedure)
    assert missing_parts(read(procedure)) == [
        MissingPart(Part.GENERAL, "Đơn vị chủ trì khác đơn vị soạn thảo văn bản: chưa ghi lý do.")
    ]

    procedure.lead_reason = "Nhiệm vụ đã chuyển về phòng"
    assert not lead_needs_reason(procedure)
    assert warnings(procedure) == [
        Reminder(
            Part.GENERAL,
            "Văn bản quy định thủ tục do Phòng Quản lý khoa học soạn thảo: theo nguyên tắc, Phòng Quản lý "
            f"khoa học thống kê thủ tục này. Nếu {unit} vẫn thống kê, ghi lý do.",
        )
    ]


def test_nothing_is_odd_about_a_complete_form():
    assert warnings(read(a_complete_procedure())) == []


def test_another_kind_of_procedure_is_noticed():
    procedure = a_complete_procedure(name="Quy trình nội bộ giải quyết thủ tục cấp giấy phép")

    assert warnings(read(procedure)) == [
        Reminder(
            Part.GENERAL,
            "Tên có “quy trình nội bộ giải quyết”: quy trình nội bộ giải quyết TTHC không phải là TTHC nội bộ. "
            "Xem lại có phải thống kê không.",
        )
    ]


def test_same_name_in_the_agency_is_noticed_whatever_its_marks():
    procedure = a_complete_procedure(name="Xét, hòa giải")
    unit = a_department(agency=procedure.department.agency, name="Thanh tra Sở")
    a_procedure(department=unit, name="XÉT, hoà giải")
    a_procedure(department=unit, name="Xét, hòa giải lần hai")
    a_procedure(name="Xét, hòa giải")  # of another agency

    assert warnings(read(procedure)) == [
        Reminder(
            Part.GENERAL,
            "Trùng tên với một thủ tục khác của Thanh tra Sở. "
            "Xem lại: cùng một thủ tục thì chỉ thống kê một lần.",
        )
    ]


def test_steps_longer_than_the_limit_are_noticed_in_the_same_unit_only():
    procedure = a_complete_procedure()
    procedure.steps.create(position=2, duration_value=Decimal("3.5"), duration_unit=TimeUnit.WORKING_DAY)
    procedure.steps.create(position=3, duration_value=30, duration_unit=TimeUnit.DAY)

    assert warnings(read(procedure)) == [
        Reminder(
            Part.TIME_LIMIT,
            "Các bước cộng lại 5,5 ngày làm việc, thời hạn giải quyết ghi 5 ngày làm việc. "
            "Xem lại bước nào làm song song, hoặc sửa cho khớp.",
        )
    ]


def test_expired_documents_are_noticed():
    procedure = a_complete_procedure()
    old = a_document(
        drafting_unit=procedure.department,
        number="03/2021/QĐ-MH",
        status="EXPIRED",
        expired_on=date(2023, 1, 1),
    )
    procedure.legal_bases.update(legal_document=old)
    Procedure.objects.update(legal_document=old)

    assert warnings(read(procedure)) == [
        Reminder(
            Part.GENERAL,
            "Văn bản quy định thủ tục 03/2021/QĐ-MH đã hết hiệu lực từ 01/01/2023. Xem lại văn bản thay thế.",
        ),
        Reminder(
            Part.LEGAL_BASES,
            "Căn cứ pháp lý 03/2021/QĐ-MH đã hết hiệu lực từ 01/01/2023. Xem lại văn bản thay thế.",
        ),
    ]
