import pytest

from procedures.enums import Part, TimeUnit
from reviews.prefill import current_texts
from tests.factories import a_complete_procedure, a_department, a_procedure

pytestmark = pytest.mark.django_db


def test_current_texts_of_a_complete_form():
    department = a_department(name="Phòng Quản lý khoa học")
    procedure = a_complete_procedure(department=department, name="Xét sáng kiến", subjects="Công chức")
    procedure.steps.create(
        position=2, actor="Hội đồng", work="Họp, chấm điểm", result="Biên bản",
        duration_value=1, duration_unit=TimeUnit.DAY,
    )  # fmt: skip
    procedure.dossier_items.create(
        position=2, name="Báo cáo", copies=2, form_name="Mẫu 01", case_name="Cấp Sở"
    )

    texts = current_texts(procedure)

    document = procedure.legal_document
    assert texts == {
        Part.GENERAL: (
            f"Tên thủ tục: Xét sáng kiến\nNhóm: Nhóm B (trong nội bộ một cơ quan)\nLĩnh vực: {procedure.field}\n"
            f"Cấp thực hiện: Cấp sở\nVăn bản quy định: {document}\nĐơn vị chủ trì: Phòng Quản lý khoa học"
        ),
        Part.STEPS: (
            "Bước 1. Chuyên viên: Lập hồ sơ (2 ngày làm việc)\n"
            "Bước 2. Hội đồng: Họp, chấm điểm; chuyển: Biên bản (1 ngày)"
        ),
        Part.METHODS: "Trực tiếp: 5 ngày làm việc",
        Part.DOSSIER: "Tờ trình (1 bản chính)\nCấp Sở: Báo cáo (2 bản sao, theo mẫu Mẫu 01)\nSố lượng hồ sơ: 1 bộ",
        Part.TIME_LIMIT: "5 ngày làm việc",
        Part.AGENCIES: (
            "Đối tượng thực hiện: Công chức\nCơ quan có thẩm quyền quyết định: Giám đốc Sở\n"
            "Cơ quan trực tiếp thực hiện: Phòng Quản lý khoa học"
        ),
        Part.FORMS: "Không có",
        Part.RESULTS: "Có: Quyết định của Giám đốc Sở",
        Part.CONDITIONS: "Không có",
        Part.FEES: "Không có",
        Part.LEGAL_BASES: f"{document}: Điều 5",
        Part.FREQUENCY: (
            "Số lần thực hiện một năm: 4\nSố đối tượng tuân thủ một năm: 10\nNguồn số liệu: ước tính"
        ),
    }


def test_current_texts_of_an_empty_form():
    procedure = a_procedure(name="")

    assert {part: text for part, text in current_texts(procedure).items() if text} == {
        Part.GENERAL: f"Đơn vị chủ trì: {procedure.department}"
    }
