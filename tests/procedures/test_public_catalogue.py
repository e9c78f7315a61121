"""What anyone may read without login: announced procedures in force, in the words that were announced."""

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.urls import reverse

from procedures.announcing import freeze_rows
from procedures.catalogue import public_reading
from procedures.enums import Answer, Part
from procedures.models import Announcement, Procedure
from procedures.open_data import as_text
from procedures.reading import reading_of
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_field,
    a_public_procedure,
    an_agency,
    an_announcement,
)
from tthc.core.text import fold
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
LIST = reverse("procedures:public_list")


def announced(name: str, **columns) -> Procedure:
    procedure = a_complete_procedure(status=FormStatus.ACCEPTED, name=name, **columns)
    an_announcement(procedure)
    return procedure


def reopen_and_rename(procedure: Procedure, name: str) -> None:
    """The form goes back to its unit and is being reworked."""
    nobody = {
        f"{stamp}_{part}": None
        for stamp in ("submitted", "agreed", "taken", "accepted")
        for part in ("by", "at")
    }
    Procedure.objects.filter(pk=procedure.pk).update(
        status=FormStatus.RETURNED, name=name, folded=fold(name), subjects="Đang sửa dở", **nobody
    )


def names(client, **query) -> list[str]:
    return [row.name for row in client.get(LIST, query).context["page"]]


def detail(procedure: Procedure) -> str:
    return reverse("procedures:public_detail", args=[procedure.pk])


def test_list_shows_announced_procedures_only(client):
    announced("Đã công bố")
    a_complete_procedure(status=FormStatus.ACCEPTED, name="Mới đạt yêu cầu")
    an_announcement(a_complete_procedure(status=FormStatus.ACCEPTED, name="Đang gom"), issued=False)

    assert names(client) == ["Đã công bố"]


def test_list_is_in_vietnamese_order(client):
    for name in ("Đo lường", "Dự toán", "Ân xá", "An toàn"):
        announced(name)

    assert names(client) == ["An toàn", "Ân xá", "Dự toán", "Đo lường"]


@pytest.mark.parametrize("words", ["sang kien", "SÁNG KIẾN", "kien xet"])
def test_list_finds_without_marks(client, words):
    announced("Xét, công nhận sáng kiến")
    announced("Thanh lý tài sản")

    assert names(client, tim=words) == ["Xét, công nhận sáng kiến"]


def test_list_narrows_by_field_group_and_unit(client):
    agency = an_agency()
    unit, field = a_department(agency=agency), a_field(agency=agency)
    announced("Của phòng", department=unit, group="A", field=field)
    announced("Nơi khác")

    assert names(client, **{"don-vi": unit.pk}) == ["Của phòng"]
    assert names(client, **{"linh-vuc": field.pk}) == ["Của phòng"]
    assert names(client, nhom="A") == ["Của phòng"]
    assert names(client, **{"don-vi": "khong-co"}) == ["Của phòng", "Nơi khác"]


def test_list_turns_pages(client):
    for number in range(1, 24):
        announced(f"Thủ tục {number}")

    page = client.get(LIST, {"trang": 2}).context["page"]

    assert [row.name for row in page] == ["Thủ tục 21", "Thủ tục 22", "Thủ tục 23"]


def test_reopened_form_still_reads_as_announced_everywhere(client):
    procedure = announced("Tên đã công bố")
    reopen_and_rename(procedure, "Tên đang sửa")

    assert names(client, tim="da cong bo") == ["Tên đã công bố"]
    assert names(client, tim="dang sua") == []
    words = client.get(detail(procedure)).content.decode()
    assert "Tên đã công bố" in words
    assert "Phòng, đơn vị thuộc Sở" in words
    assert "Tên đang sửa" not in words
    assert "Đang sửa dở" not in words


def test_accepted_anew_reads_anew_only_when_announced_anew(client):
    procedure = announced("Tên cũ")
    Procedure.objects.filter(pk=procedure.pk).update(name="Tên mới", folded=fold("Tên mới"))

    assert names(client) == ["Tên cũ"]

    amending = Announcement.objects.create(agency=procedure.department.agency, title="Sửa đổi")
    amending.rows.create(procedure=procedure, change="AMENDED", section="B", row_number=1)
    freeze_rows(amending, at=datetime(2024, 5, 3, tzinfo=UTC))
    Announcement.objects.filter(pk=amending.pk).update(
        status="ISSUED", number="30/QĐ-MH", issued_on=date(2024, 5, 2)
    )

    assert names(client) == ["Tên mới"]
    decisions = client.get(detail(procedure)).context["found"].decisions
    assert [row.change for row in decisions] == ["AMENDED", "NEW"]


@pytest.mark.parametrize(
    ("today", "listed", "status", "said"),
    [
        ("2024-05-31", ["Thủ tục"], 200, "Hết hiệu lực từ ngày 01/06/2024."),
        ("2024-06-01", [], 410, "Thủ tục này đã bãi bỏ từ ngày 01/06/2024, không còn được thực hiện."),
    ],
)
def test_repealed_says_so_from_its_day(client, time_machine, today, listed, status, said):
    time_machine.move_to(datetime.fromisoformat(f"{today}T05:00:00+00:00"))
    procedure = announced("Thủ tục")
    Procedure.objects.filter(pk=procedure.pk).update(repealed_on=date(2024, 6, 1))

    page = client.get(detail(procedure))

    assert names(client) == listed
    assert page.status_code == status
    assert said in page.content.decode()


def test_not_announced_is_not_found(client):
    accepted = a_complete_procedure(status=FormStatus.ACCEPTED)

    assert client.get(detail(accepted)).status_code == 404


def test_detail_says_where_it_was_announced_and_published(client):
    words = client.get(detail(a_public_procedure(name="Thủ tục"))).content.decode()

    assert "ngày 20/03/2023" in words
    assert words.count("từ 25/03/2023") == 3
    assert 'href="https://minh-hoa.example"' in words


def test_reading_of_the_frozen_words_is_that_of_the_form():
    procedure = a_complete_procedure(
        forms_answer=Answer.SOME, fees_answer=Answer.SOME, fees_text="50.000 đồng"
    )
    procedure.form_templates.create(position=1, name="Đơn đề nghị", symbol="M1")
    procedure.steps.create(position=2, actor="Trưởng phòng", work="Ký", result="Tờ trình")
    live = reading_of(Procedure.objects.with_parts().get())

    frozen = public_reading(json.loads(json.dumps(procedure.content())))

    assert frozen == [read for read in live if read.part != Part.FREQUENCY]


def test_public_reading_keeps_the_office_s_own_notes_back(client):
    procedure = announced(
        "Thủ tục", lead_reason="Lý do riêng", notes="Ghi chú riêng", frequency_source="khảo sát"
    )

    words = client.get(detail(procedure)).content.decode()

    assert [note for note in ("Lý do riêng", "Ghi chú riêng", "khảo sát") if note in words] == []


def test_json_is_the_list_as_data(client):
    procedure = a_public_procedure(name="Thủ tục", code="1.001")
    row = procedure.announcement_rows.get()

    data = client.get(reverse("procedures:public_json")).json()

    assert data["so_thu_tuc"] == 1
    assert data["thu_tuc"] == [
        {
            "ten": "Thủ tục",
            "ma_so": "1.001",
            "nhom": "B",
            "linh_vuc": procedure.field.name,
            "don_vi": procedure.department.name,
            "co_quan": procedure.department.agency.name,
            "quyet_dinh": row.announcement.number,
            "ngay_ban_hanh": "2023-03-20",
            "co_hieu_luc_tu": "2023-03-20",
            "cong_khai": [
                {"noi": noi, "ngay": "2023-03-25", "dia_chi": "https://minh-hoa.example"}
                for noi in (
                    "Cổng thông tin điện tử tỉnh",
                    "Trang thông tin điện tử Sở",
                    "Niêm yết tại trụ sở",
                )
            ],
            "dia_chi": f"http://testserver{detail(procedure)}",
        }
    ]


def test_csv_holds_the_same_lines_and_no_formula(client):
    a_public_procedure(name="=1+1")
    announced("Không chọn", group="A")

    answer = client.get(reverse("procedures:public_csv"), {"nhom": "B"})

    lines = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(line["Tên thủ tục"], line["Niêm yết tại trụ sở: ngày"]) for line in lines] == [
        ("'=1+1", "2023-03-25")
    ]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="tthc-noi-bo-')


@pytest.mark.parametrize(
    ("cell", "text"),
    [("=A1", "'=A1"), ("+84", "'+84"), ("-1", "'-1"), ("@x", "'@x"), ("Bình thường", "Bình thường")],
)
def test_text_that_could_be_a_formula_is_marked_as_text(cell, text):
    assert as_text(cell) == text


@pytest.mark.parametrize("count", [1, 3, 50])
def test_list_asks_the_same_number_of_queries(client, django_assert_num_queries, count):
    for number in range(count):
        a_public_procedure(name=f"Thủ tục {number}")

    with django_assert_num_queries(5):
        client.get(LIST)
    with django_assert_num_queries(2):
        client.get(reverse("procedures:public_json"))
