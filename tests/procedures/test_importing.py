from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.roles import Role
from procedures.enums import Answer, Channel, DoubtKind, Level, Part, TimeUnit
from procedures.import_plan import CHANGED, Fate, plan_import
from procedures.importing import (
    CHANGED_MEANWHILE,
    confirm_import,
    import_procedures,
    preview_import,
    start_import,
)
from procedures.models import Doubt, ImportBatch, Procedure
from procedures.portal import read_file
from procedures.services import PartInput, close_doubt, save_sections
from tests.factories import a_department, a_document, a_field, a_procedure, a_user
from tests.procedures.portal_records import a_case, a_file, a_method, a_paper, a_record
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


def records_of(*records: dict):
    return read_file(a_file(*records), today=TODAY).records


@pytest.fixture
def staff():
    return a_user(Role.STAFF)


@pytest.fixture
def take_in(staff):
    """Reads records in for the unit of `staff`; answers with the counts that are not 0."""

    def take_in(*records: dict) -> dict[Fate, int]:
        report = import_procedures(records_of(*records), department=staff.department, by=staff, at=AT)
        return {fate: count for fate, count in report.counts.items() if count}

    return take_in


def doubts_of(procedure: Procedure) -> list[str]:
    return [doubt.kind for doubt in procedure.doubts.all()]


def everything() -> list:
    """All that importing may write, as rows of values."""
    models = [
        Procedure,
        Doubt,
        *(getattr(Procedure, kind).rel.related_model for kind in ("steps", "methods")),
    ]
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_record_becomes_a_draft_of_the_unit_with_all_its_words(staff, take_in):
    unit = staff.department
    field = a_field(agency=unit.agency, name="Hoạt động  KHOA học")
    document = a_document(drafting_unit=unit, number="12/2024/TT-MH")
    form = {"fileName": "Mẫu số 01.doc"}
    paper = a_paper("Tờ trình", originalQty=2, copyQty=1, attachments=[form])

    counts = take_in(a_record(executionCases=[a_case(paper, name="Lần đầu")], note="Áp dụng từ 2025."))

    assert counts == {Fate.NEW: 1}
    procedure = Procedure.objects.get()
    assert (procedure.status, procedure.version, procedure.source_version) == ("DRAFT", 1, 1)
    assert (procedure.source, procedure.source_id) == ("portal", "0001")
    assert (procedure.created_by, procedure.created_at) == (staff, AT)
    assert (procedure.department, procedure.field, procedure.level) == (unit, field, Level.PROVINCE)
    assert (procedure.time_limit_value, procedure.time_limit_unit) == (Decimal(5), TimeUnit.WORKING_DAY)
    assert procedure.folded == "phe duyet de cuong nhiem vu (minh hoa) 5.000001"
    assert procedure.notes == "Áp dụng từ 2025.\nQuyết định công bố ở nguồn: 100/QĐ-MH ngày 26/04/2025"
    assert (procedure.forms_answer, procedure.fees_answer) == (Answer.SOME, "")
    assert list(procedure.methods.values_list("position", "channel")) == [(1, Channel.DIRECT)]
    assert list(procedure.form_templates.values_list("name", flat=True)) == ["Mẫu số 01.doc"]
    assert list(procedure.legal_bases.values_list("document_text", "legal_document")) == [
        ("12/2024/TT-MH – Thông tư minh họa", document.pk)
    ]
    assert list(procedure.dossier_items.values_list("name", "case_name", "originals", "copies")) == [
        ("Tờ trình", "Lần đầu", 2, 1)
    ]
    assert list(procedure.steps.values_list("actor", "work")) == [("", "Phòng lập hồ sơ, trình Giám đốc.")]
    assert doubts_of(procedure) == []


def test_a_field_of_work_unknown_here_stands_in_the_notes(take_in):
    take_in(
        a_record(categoriesDetails=[{"name": "Hàng không"}, {"name": "Đường sắt"}], procedureProposal=None)
    )

    procedure = Procedure.objects.get()
    assert (procedure.field, procedure.notes) == (None, "Lĩnh vực ở nguồn: Hàng không; Đường sắt")


def test_fees_too_long_for_their_box_stand_whole_in_the_part_of_fees(take_in):
    words = "mức " * 200
    take_in(a_record(executionMethods=[a_method(fees=[{"type": "FEE", "value": 5, "description": words}])]))

    procedure = Procedure.objects.get()
    assert len(procedure.methods.get().fee_text) == 500
    assert procedure.fees_text == f"Phí: 5 đồng ({words.strip()})"


def test_doubts_stand_on_the_procedure(take_in):
    take_in(a_record(executionCases=[], legalBasisesDetails=[{"code": "06", "name": "Luật"}]))

    assert list(Doubt.objects.values_list("kind", "part", "raised_at", "closed_at")) == [
        (DoubtKind.NO_DOSSIER, Part.DOSSIER, AT, None),
        (DoubtKind.LEGAL_BASIS, Part.LEGAL_BASES, AT, None),
    ]


def test_reading_the_same_file_again_changes_nothing(take_in):
    records = [a_record(id="1", executionCases=[]), a_record(id="2", name="Việc khác", code="5.2")]
    take_in(*records)
    before = everything()

    counts = take_in(*reversed(records))

    assert counts == {Fate.UNCHANGED: 2}
    assert everything() == before


def test_a_closed_doubt_is_not_raised_again(staff, take_in):
    take_in(a_record(executionCases=[]))
    close_doubt(Doubt.objects.get(), by=staff, note="Đúng là không có hồ sơ")

    take_in(a_record(executionCases=[], note="Nguồn đã sửa"))

    assert Doubt.objects.count() == 1
    assert not Doubt.objects.get().is_open


def test_untouched_draft_follows_the_source(take_in):
    take_in(a_record(executionSteps=[{"description": "Bước 1: Nộp\nBước 2: Trả"}]))

    counts = take_in(
        a_record(executionSteps=[{"description": "Nộp, trả"}], name="Tên mới", executionCases=[])
    )

    assert counts == {Fate.UPDATED: 1}
    procedure = Procedure.objects.get()
    assert (procedure.name, procedure.folded, procedure.version) == ("Tên mới", "ten moi 5.000001", 2)
    assert list(procedure.steps.values_list("position", "work")) == [(1, "Nộp, trả")]
    assert doubts_of(procedure) == [DoubtKind.NO_DOSSIER]
    assert take_in(a_record(executionSteps=[{"description": "Lần ba"}])) == {Fate.UPDATED: 1}


def test_edited_draft_is_kept_and_a_doubt_says_where_the_two_differ(staff, take_in):
    take_in(a_record())
    procedure = Procedure.objects.get()
    save_sections(procedure, [PartInput(Part.CONDITIONS, {"conditions_text": "Sửa ở đây"})], by=staff)
    changed = a_record(name="Tên mới ở nguồn")

    counts = take_in(changed)

    assert counts == {Fate.KEPT: 1}
    procedure.refresh_from_db()
    assert (procedure.name, procedure.conditions_text) == (
        "Phê duyệt đề cương nhiệm vụ (minh họa)",
        "Sửa ở đây",
    )
    assert list(Doubt.objects.values_list("kind", "message")) == [
        (
            DoubtKind.CHANGED_AT_SOURCE,
            CHANGED
            + " Hai bản nay khác nhau ở: Thông tin chung, Yêu cầu, điều kiện. So với nguồn rồi sửa nếu cần.",
        )
    ]


def test_the_same_change_at_the_source_is_doubted_once_and_the_next_change_again(staff, take_in):
    take_in(a_record())
    procedure = Procedure.objects.get()
    save_sections(procedure, [], by=staff)

    for name in ("Một", "Một", "Hai"):
        take_in(a_record(name=name))

    assert doubts_of(procedure) == [DoubtKind.CHANGED_AT_SOURCE, DoubtKind.CHANGED_AT_SOURCE]


def test_submitted_procedure_is_kept(staff, take_in):
    take_in(a_record())
    stamps = {"submitted_by": staff, "submitted_at": AT}
    Procedure.objects.update(status=FormStatus.DEPARTMENT, **stamps)

    assert take_in(a_record(name="Tên mới")) == {Fate.KEPT: 1}


def test_what_is_there_already_under_another_id_is_doubted(staff, take_in):
    other = a_department(agency=staff.department.agency, name="Phòng Kế hoạch")
    a_procedure(department=other, name="1. Phê duyệt đề cương nhiệm vụ (minh hoạ)")
    a_procedure(department=staff.department, code="5.000001")
    a_procedure(name="Phê duyệt đề cương nhiệm vụ (minh họa)")  # of another agency

    take_in(a_record(id="1"), a_record(id="2", name="Việc khác"))

    first, second = Procedure.objects.filter(source="portal").order_by("source_id")
    assert [doubt.message for doubt in first.doubts.all()] == [
        "Cùng mã số trong tệp: bản ghi số 2 “Việc khác” (mã 5.000001). "
        "Kiểm tra xem là một thủ tục ghi hai lần hay hai thủ tục khác nhau. "
        f"Đã có thủ tục cùng mã số ở {staff.department}. "
        "Kiểm tra xem là một thủ tục ghi hai lần hay hai thủ tục khác nhau.",
        "Đã có thủ tục cùng tên ở Phòng Kế hoạch. "
        "Kiểm tra xem là một thủ tục ghi hai lần hay hai thủ tục khác nhau.",
    ]
    assert doubts_of(second) == [DoubtKind.DUPLICATE_CODE]


def test_the_same_record_may_be_read_in_for_two_units(staff, take_in):
    take_in(a_record())
    other = a_user(Role.STAFF, a_department(agency=staff.department.agency))

    report = import_procedures(records_of(a_record()), department=other.department, by=other)

    assert report.counts[Fate.NEW] == 1
    assert sorted(doubts_of(report.procedures[Fate.NEW][0])) == ["DUPLICATE_CODE", "DUPLICATE_NAME"]


def test_looking_at_the_plan_writes_nothing_and_tells_what_will_happen(staff, take_in):
    take_in(a_record(id="1"))
    before = everything()
    records = records_of(a_record(id="1"), a_record(id="2", name="Mới", code="", executionCases=[]))

    plan = plan_import(records, department=staff.department)

    assert [(planned.record.source_id, planned.fate) for planned in plan.records] == [
        ("1", Fate.UNCHANGED),
        ("2", Fate.NEW),
    ]
    assert str(plan) == "Thêm mới: 1; Không đổi: 1. Điểm nghi ngờ mới: 1."
    assert everything() == before


@pytest.mark.parametrize("role", [Role.STAFF, Role.HEAD, Role.DIRECTOR])
def test_another_unit_is_refused(role):
    stranger, unit = a_user(role), a_department()

    with pytest.raises(Forbidden):
        import_procedures(records_of(a_record()), department=unit, by=stranger)

    assert Procedure.objects.count() == 0


def test_office_may_read_in_for_every_unit_of_its_agency(staff):
    office = a_user(Role.OFFICE, a_department(agency=staff.department.agency))

    report = import_procedures(records_of(a_record()), department=staff.department, by=office)

    assert report.counts[Fate.NEW] == 1


def queries_for(count: int, unit) -> int:
    """How many queries it takes to read in that many new records and as many changed ones."""
    old = [
        a_record(id=f"{count} {number}", name=f"Thủ tục {count} {number}", code="") for number in range(count)
    ]
    import_procedures(records_of(*old), department=unit, by=None)
    changed = [record | {"note": "đã đổi", "executionCases": []} for record in old]
    new = [record | {"id": f"mới {record['id']}", "name": f"{record['name']} mới"} for record in old]
    records = records_of(*changed, *new)
    with CaptureQueriesContext(connection) as queries:
        import_procedures(records, department=unit, by=None)
    return len(queries)


def test_number_of_queries_does_not_grow_with_the_records():
    unit = a_department()

    assert queries_for(3, unit) == queries_for(14, unit)


def test_upload_waits_for_its_owner_and_replaces_the_one_that_waited(staff):
    unit = staff.department
    start_import(a_file(a_record()), file_name="cu.json", department=unit, by=staff)

    batch = start_import(a_file(a_record(), "lỗi"), file_name="moi.json", department=unit, by=staff)

    assert list(ImportBatch.objects.visible_to(staff)) == [batch]
    assert list(ImportBatch.objects.visible_to(a_user(Role.OFFICE, unit))) == []
    portal_file, plan = preview_import(batch)
    assert (len(portal_file.faults), plan.counts[Fate.NEW]) == (1, 1)
    assert Procedure.objects.count() == 0


def test_upload_that_cannot_be_read_is_not_kept(staff):
    with pytest.raises(Refusal):
        start_import(b"{", file_name="hong.json", department=staff.department, by=staff)

    assert ImportBatch.objects.count() == 0


def test_upload_for_another_unit_is_refused(staff):
    with pytest.raises(Forbidden):
        start_import(a_file(a_record()), file_name="a.json", department=a_department(), by=staff)


def waiting(staff, *records) -> tuple[ImportBatch, str]:
    batch = start_import(a_file(*records), file_name="a.json", department=staff.department, by=staff)
    return batch, preview_import(batch)[1].mark


def test_confirming_does_what_was_shown_once(staff):
    batch, seen = waiting(staff, a_record())

    confirm_import(batch, by=staff, seen=seen, at=AT)

    batch.refresh_from_db()
    procedure = Procedure.objects.get()
    assert (batch.done_at, bytes(batch.content)) == (AT, b"")
    assert batch.outcome == {"NEW": [procedure.pk], "UPDATED": [], "KEPT": [], "UNCHANGED": []}
    with pytest.raises(Conflict):
        confirm_import(batch, by=staff, seen=seen)
    assert Procedure.objects.count() == 1


def test_confirming_writes_nothing_while_a_record_is_faulty(staff):
    batch, seen = waiting(staff, a_record(id="1"), {"id": "2"}, a_record(id="3", name="C", code=""))

    with pytest.raises(Refusal, match="1 bản ghi của tệp có lỗi"):
        confirm_import(batch, by=staff, seen=seen)

    batch.refresh_from_db()
    assert (batch.is_done, Procedure.objects.count()) == (False, 0)


def test_confirming_takes_in_the_sound_records_when_the_others_are_to_be_left_out(staff):
    batch, seen = waiting(staff, a_record(id="1"), {"id": "2"}, a_record(id="3", name="C", code=""))

    confirm_import(batch, by=staff, seen=seen, skip_faulty=True)

    assert list(Procedure.objects.order_by("source_id").values_list("source_id", flat=True)) == ["1", "3"]


def test_confirming_what_would_now_come_out_differently_is_refused(staff, take_in):
    batch, seen = waiting(staff, a_record())
    take_in(a_record())

    with pytest.raises(Conflict, match=CHANGED_MEANWHILE[:40]):
        confirm_import(batch, by=staff, seen=seen)

    batch.refresh_from_db()
    assert not batch.is_done


def test_nobody_else_confirms(staff):
    batch, seen = waiting(staff, a_record())

    with pytest.raises(Conflict):
        confirm_import(batch, by=a_user(Role.STAFF, staff.department), seen=seen)

    assert Procedure.objects.count() == 0
