"""The columns of procedures and of the rows that belong to them, in the words of the inventory form."""

from collections.abc import Mapping
from typing import Any

from exchange.columns import column_of
from exchange.nested_sheet import NestedSheet
from procedures.models import DossierItem, FormTemplate, LegalBasis, Method, Procedure, Step
from tthc.core.sheets.columns import CellKind, Column

NOUN = "thủ tục"
SUBJECTS = ("đối tượng", "đối tượng/năm", "người", "cá nhân", "tổ chức", "đơn vị", "doanh nghiệp")


def procedure_column(name: str, *synonyms: str, **options: Any) -> Column:
    return column_of(Procedure, name, synonyms=synonyms, **options)


def time_column(key: str, heading: str, *synonyms: str) -> Column:
    return Column(
        key=key,
        heading=heading,
        kind=CellKind.DURATION,
        synonyms=synonyms,
        width=18,
        most=99_999,
        help="Số và đơn vị như văn bản: giờ, ngày, ngày làm việc hoặc tháng; không đổi đơn vị.",
        example="5 ngày làm việc",
    )


def code_column() -> Column:
    return procedure_column(
        "code", "Mã TTHC", "Mã thủ tục", "Mã số TTHC", "Code", kind=CellKind.IDENTIFIER, width=14, help="Để trống nếu thủ tục chưa có mã."
    )  # fmt: skip


def name_column(**options: Any) -> Column:
    return procedure_column(
        "name", "Tên TTHC", "Tên", "Tên thủ tục hành chính", "Thủ tục", "Tên thủ tục hành chính nội bộ", "Tên TTHC nội bộ",
        "Thủ tục hành chính", "Tên gọi", "Nội dung thủ tục", "Procedure name", "Name of procedure", "Procedure",
        required=True, width=60, **options,
    )  # fmt: skip


def plain_columns() -> tuple[Column, ...]:
    """Those that need no list of the agency."""
    many_lines = {"width": 34}
    return (
        time_column(
            "time_limit",
            "Thời hạn giải quyết",
            "Thời hạn",
            "Thời gian giải quyết",
            "Thời gian thực hiện",
            "Time limit",
        ),
        procedure_column("time_limit_text", "Nói rõ về thời hạn", "Ghi chú thời hạn", **many_lines),
        procedure_column(
            "dossier_sets", "Số lượng hồ sơ", "Số bộ hồ sơ", "Số bộ", units=("bộ", "bộ hồ sơ", "hồ sơ")
        ),
        procedure_column("subjects", "Đối tượng", "Đối tượng thực hiện TTHC", "Subjects", **many_lines),
        procedure_column(
            "deciding_agency",
            "Cơ quan quyết định",
            "Cơ quan có thẩm quyền",
            "Thẩm quyền quyết định",
            "Cơ quan có thẩm quyền giải quyết",
            "Cấp có thẩm quyền",
            "Deciding agency",
            **many_lines,
        ),
        procedure_column(
            "executing_agency",
            "Cơ quan thực hiện",
            "Cơ quan giải quyết",
            "Cơ quan trực tiếp giải quyết",
            "Cơ quan, đơn vị thực hiện",
            "Executing agency",
            **many_lines,
        ),
        procedure_column("coordinating_agency", "Cơ quan phối hợp (nếu có)", "Phối hợp", **many_lines),
        procedure_column(
            "authorised_agency",
            "Cơ quan được ủy quyền",
            "Cơ quan được ủy quyền, phân cấp (nếu có)",
            **many_lines,
        ),
        procedure_column("forms_answer", "Có mẫu đơn, mẫu tờ khai", width=12),
        procedure_column("results_answer", "Có kết quả thực hiện", width=12),
        procedure_column(
            "results_text", "Kết quả", "Kết quả thực hiện TTHC", "Kết quả giải quyết", "Result", **many_lines
        ),
        procedure_column("conditions_answer", "Có yêu cầu, điều kiện", width=12),
        procedure_column(
            "conditions_text", "Yêu cầu điều kiện", "Điều kiện", "Yêu cầu, điều kiện thực hiện", **many_lines
        ),
        procedure_column("fees_answer", "Có phí, lệ phí", width=12),
        procedure_column(
            "fees_text",
            "Phí lệ phí",
            "Lệ phí",
            "Phí, lệ phí (nếu có)",
            "Mức phí, lệ phí",
            "Fee",
            **many_lines,
        ),
        procedure_column(
            "times_per_year", "Số lần/năm", "Tần suất", "Số lần thực hiện/năm", units=("lần", "lần/năm")
        ),
        procedure_column(
            "subjects_per_year",
            "Số đối tượng/năm",
            "Số đối tượng",
            "Số lượng đối tượng tuân thủ",
            "Số lượng đối tượng",
            units=SUBJECTS,
        ),
        procedure_column("frequency_source", "Nguồn số liệu tần suất"),
        procedure_column("notes", "Chú thích", "Notes", "Remarks", **many_lines),
    )


# Columns of sheets in which a whole part of the form stands in one cell; never exported, since exports have sheets for it.
STEPS_IN_ONE, DOSSIER_IN_ONE, BASES_IN_ONE = "steps_in_one", "dossier_in_one", "bases_in_one"
METHODS_IN_ONE, FORMS_IN_ONE = "methods_in_one", "forms_in_one"
ISSUING_BODY = Column(
    key="issuing_body",
    heading="Cơ quan ban hành",
    width=30,
    help="Như danh sách của Cổng; ghi vào ghi chú của thủ tục.",
    synonyms=("Cơ quan công bố",),
)
IN_ONE = (
    Column(
        key=STEPS_IN_ONE,
        heading="Trình tự thực hiện",
        synonyms=("Trình tự", "Các bước thực hiện", "Quy trình thực hiện"),
        width=50,
    ),
    Column(
        key=METHODS_IN_ONE, heading="Cách thức thực hiện", synonyms=("Cách thức", "Hình thức nộp"), width=24
    ),
    Column(
        key=DOSSIER_IN_ONE,
        heading="Thành phần hồ sơ",
        synonyms=("Hồ sơ", "Thành phần, số lượng hồ sơ", "Hồ sơ gồm"),
        width=40,
    ),
    Column(
        key=FORMS_IN_ONE,
        heading="Tên mẫu đơn, mẫu tờ khai",
        synonyms=("Mẫu đơn", "Mẫu đơn, mẫu tờ khai", "Mẫu đơn, tờ khai", "Tên mẫu đơn, tờ khai"),
        width=30,
    ),
    Column(
        key=BASES_IN_ONE,
        heading="Căn cứ pháp lý",
        synonyms=("Căn cứ", "Căn cứ pháp lý của TTHC", "Cơ sở pháp lý"),
        width=40,
    ),
)


def _first(*keys: str):
    def label(values: Mapping[str, Any]) -> str:
        return next((str(values[key])[:80] for key in keys if values.get(key)), "")

    return label


def nested_sheets() -> tuple[NestedSheet, ...]:
    return (
        NestedSheet(
            "steps",
            "Các bước",
            Step,
            (
                column_of(Step, "actor", synonyms=("Người thực hiện", "Đơn vị thực hiện", "Trách nhiệm")),
                column_of(
                    Step,
                    "work",
                    width=60,
                    synonyms=("Nội dung công việc", "Nội dung", "Công việc", "Bước thực hiện"),
                ),
                column_of(Step, "result", width=30, synonyms=("Kết quả", "Sản phẩm")),
                time_column("duration", "Thời gian", "Thời hạn", "Thời gian thực hiện"),
                column_of(Step, "duration_text", heading="Nói rõ thêm về thời gian"),
            ),
            NOUN,
            _first("work", "actor"),
            {"duration": ("duration_value", "duration_unit")},
        ),
        NestedSheet(
            "methods",
            "Cách thức",
            Method,
            (
                column_of(
                    Method,
                    "channel",
                    width=24,
                    synonyms=("Hình thức nộp",),
                    spellings={
                        "buu chinh": "POSTAL",
                        "buu dien": "POSTAL",
                        "truc tuyen": "ONLINE",
                        "truc lien thong": "ONLINE",
                        "nop truc tiep": "DIRECT",
                    },
                ),
                time_column("time", "Thời hạn", "Thời hạn giải quyết"),
                column_of(Method, "time_text", heading="Nói rõ thêm về thời hạn", width=30),
                column_of(Method, "fee_text", width=30, synonyms=("Phí, lệ phí",)),
            ),
            NOUN,
            _first("channel", "time_text"),
            {"time": ("time_value", "time_unit")},
        ),
        NestedSheet(
            "dossier_items",
            "Thành phần hồ sơ",
            DossierItem,
            (
                column_of(
                    DossierItem,
                    "name",
                    width=60,
                    synonyms=("Thành phần hồ sơ", "Giấy tờ", "Tên thành phần hồ sơ"),
                ),
                column_of(DossierItem, "case_name", width=30),
                column_of(
                    DossierItem,
                    "originals",
                    units=("bản", "bản chính"),
                    synonyms=("Số bản chính", "SL bản chính"),
                ),
                column_of(
                    DossierItem, "copies", units=("bản", "bản sao"), synonyms=("Số bản sao", "SL bản sao")
                ),
                column_of(DossierItem, "form_name", synonyms=("Mẫu", "Mẫu đơn, tờ khai")),
            ),
            NOUN,
            _first("name"),
        ),
        NestedSheet(
            "form_templates",
            "Mẫu đơn, tờ khai",
            FormTemplate,
            (
                column_of(FormTemplate, "name", width=60, synonyms=("Tên mẫu đơn, tờ khai",)),
                column_of(FormTemplate, "symbol", synonyms=("Ký hiệu", "Mẫu số")),
                column_of(FormTemplate, "issued_with", width=40, synonyms=("Văn bản ban hành mẫu",)),
            ),
            NOUN,
            _first("name", "symbol"),
        ),
        NestedSheet(
            "legal_bases",
            "Căn cứ pháp lý",
            LegalBasis,
            (
                column_of(
                    LegalBasis,
                    "document_text",
                    width=60,
                    synonyms=("Văn bản", "Căn cứ pháp lý", "Tên văn bản"),
                ),
                column_of(LegalBasis, "article", width=30, synonyms=("Điều khoản", "Điều, khoản")),
            ),
            NOUN,
            _first("document_text"),
        ),
    )
