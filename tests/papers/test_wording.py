"""Wording: places, faults in sentences, versions, and which of them counts."""

from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from pypdf import PdfReader

from departments.roles import Role
from papers.models import IssuedPaper, Signer, Wording
from papers.registry import PAPERS
from papers.wording import Slot, fill, texts_of
from tests.factories import a_complete_procedure, a_user, an_agency

SLOT = Slot("receivers", "Nơi nhận", "Như trên", places=("so_luong",))
MORNING, EVENING = datetime(2023, 3, 1, 1, tzinfo=UTC), datetime(2023, 3, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Kính gửi {co_quan", "lẻ"),
        ("Kính gửi co_quan}", "lẻ"),
        ("{{co_quan}}", "lẻ"),
        ("{0.__class__}", "“{0.__class__}”"),
        ("{co_quan.name}", "“{co_quan.name}”"),
        ("{co_quan!r}", "“{co_quan!r}”"),
        ("{so_luong:>9999999}", "“{so_luong:>9999999}”"),
        ("{}", "“{}”"),
        ("{khac}", "{so_luong}"),
    ],
)
def test_text_with_a_fault_says_which(text, fault):
    assert fault in " ".join(SLOT.faults(text))


def test_text_with_known_places_is_whole():
    assert SLOT.faults("{co_quan} có {so_luong} thủ tục (100%)") == []


def test_braces_in_a_value_stay_text():
    assert fill("{a} và {b}", {"a": "{b}", "b": "{0.__class__}"}) == "{b} và {0.__class__}"


@pytest.mark.django_db
def test_newest_whole_version_counts():
    for version, text in enumerate(["Văn phòng", "Văn phòng Sở", "{khac}"], start=1):
        Wording.objects.create(paper="thu", slot="receivers", version=version, text=text)

    assert texts_of("thu", (SLOT, Slot("other", "Khác", "mặc định"))) == {
        "receivers": "Văn phòng Sở",
        "other": "mặc định",
    }


@pytest.mark.django_db
def test_wording_as_at_an_earlier_moment():
    Wording.objects.create(paper="thu", slot="receivers", version=1, text="sáng", made_at=MORNING)
    Wording.objects.create(paper="thu", slot="receivers", version=2, text="chiều", made_at=EVENING)

    assert texts_of("thu", (SLOT,), MORNING) == {"receivers": "sáng"}
    assert texts_of("thu", (SLOT,)) == {"receivers": "chiều"}


@pytest.fixture
def admin(client):
    client.force_login(a_user(Role.ADMIN), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_administrator_adds_a_version(admin):
    place = {"place": "procedure_form.signers"}
    url = reverse("admin:papers_wording_add")

    shown = admin.get(url, place)
    admin.post(url, place | {"text": "Người lập\nTrưởng phòng"})
    admin.post(url, place | {"text": "Người lập"})

    assert "Người lập biểu\nThủ trưởng đơn vị" in shown.content.decode()
    assert list(Wording.objects.values_list("slot", "version", "text")) == [
        ("signers", 2, "Người lập"),
        ("signers", 1, "Người lập\nTrưởng phòng"),
    ]


@pytest.mark.django_db
def test_broken_wording_is_refused_and_the_last_one_stays(admin):
    admin.post(reverse("admin:papers_wording_add"), {"place": "procedure_form.label", "text": "Mẫu 01"})

    answer = admin.post(
        reverse("admin:papers_wording_add"), {"place": "procedure_form.label", "text": "{0.__class__}"}
    )

    assert "Không có chỗ điền “{0.__class__}”" in answer.content.decode()
    paper = PAPERS["procedure_form"]
    assert texts_of(paper.key, paper.wording)["label"] == "Mẫu 01"


@pytest.mark.django_db
def test_endless_wording_is_refused_whether_saved_or_looked_at(admin):
    a_complete_procedure()
    words = {"place": "procedure_form.label", "text": "chữ " * 6_000}

    answers = [
        admin.post(add_url("procedure_form.label"), words | asked) for asked in ({}, {"_preview": "1"})
    ]

    assert ["23999 ký tự, quá 20000" in answer.text for answer in answers] == [True, True]
    assert not Wording.objects.exists()


def add_url(place: str, **asked) -> str:
    return f"{reverse('admin:papers_wording_add')}?{urlencode({'place': place} | asked)}"


@pytest.mark.django_db
def test_preview_is_the_paper_with_the_new_words_and_stores_nothing(admin):
    a_complete_procedure()
    words = {"place": "procedure_form.label", "_preview": "1"}

    shown = admin.post(add_url("procedure_form.label"), words | {"text": "Mẫu thử lời văn"})
    broken = admin.post(add_url("procedure_form.label"), words | {"text": "{khac}"})

    assert "Mẫu thử lời văn" in PdfReader(BytesIO(shown.content)).pages[0].extract_text()
    assert "DỰ THẢO" in PdfReader(BytesIO(shown.content)).pages[0].extract_text()
    assert "Không có chỗ điền “{khac}”" in broken.text
    assert not Wording.objects.exists() and not IssuedPaper.objects.exists()


@pytest.mark.django_db
def test_preview_without_anything_to_show_it_on_says_so(admin):
    answer = admin.post(
        add_url("announcement_decision.enforces"),
        {"place": "announcement_decision.enforces", "text": "Điều", "_preview": "1"},
    )

    assert answer.status_code == 409
    assert "Chưa có quyết định công bố nào" in answer.text


@pytest.mark.django_db
def test_earlier_version_is_taken_up_again_as_a_new_one(admin):
    place = "procedure_form.label"
    for version, text in enumerate(["Mẫu cũ", "Mẫu mới", "{khac}"], start=1):
        Wording.objects.create(paper="procedure_form", slot="label", version=version, text=text)

    page = admin.get(add_url(place))
    again = admin.get(add_url(place, version=1))
    default = admin.get(add_url("procedure_form.signers", version=0))

    assert page.context["adminform"].form["text"].value() == "Mẫu mới"
    assert (page.context["counting"], page.context["title"]) == (
        2,
        "Biểu mẫu thống kê: Ký hiệu biểu mẫu, ở góc trên bên phải",
    )
    assert "Không dùng được: Không có chỗ điền “{khac}”" in page.text
    assert "Lấy lại bản 1" in page.text and "Lấy lại bản 2" not in page.text
    assert again.context["adminform"].form["text"].value() == "Mẫu cũ"
    assert default.context["adminform"].form["text"].value() == "Người lập biểu\nThủ trưởng đơn vị"


@pytest.mark.django_db
def test_second_writer_is_told_of_the_version_stored_meanwhile(admin):
    words = {"place": "procedure_form.label", "text": "Mẫu của tôi", "after": "0"}
    Wording.objects.create(
        paper="procedure_form", slot="label", version=1, text="Mẫu của người khác", made_by=a_user()
    )

    told = admin.post(reverse("admin:papers_wording_add"), words)
    shown = {name: told.context["adminform"].form[name].value() for name in words}
    admin.post(reverse("admin:papers_wording_add"), shown)

    assert "đã lưu bản 1" in told.text and "Mẫu của người khác" in told.text
    assert shown == words | {"after": "1"}
    assert list(Wording.objects.values_list("version", "text")) == [
        (2, "Mẫu của tôi"),
        (1, "Mẫu của người khác"),
    ]


@pytest.mark.django_db
def test_version_is_read_with_who_wrote_it(admin):
    kept = Wording.objects.create(
        paper="procedure_form", slot="label", version=1, text="Mẫu 01", made_by=a_user(full_name="Lê Thị Thử")
    )

    page = admin.get(reverse("admin:papers_wording_change", args=[kept.pk])).text

    assert all(words in page for words in ("Biểu mẫu thống kê", "Mẫu 01", "Lê Thị Thử"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICE, Role.DIRECTOR, Role.HEAD])
def test_nobody_else_changes_wording(client, role):
    client.force_login(a_user(role), backend="django.contrib.auth.backends.ModelBackend")

    client.post(add_url("procedure_form.label"), {"place": "procedure_form.label", "text": "Mẫu"})

    assert not Wording.objects.exists()


@pytest.mark.django_db
def test_list_of_wording_names_every_text(admin):
    page = admin.get(reverse("admin:papers_wording_changelist")).content.decode()

    places = [f"{paper.key}.{slot.key}" for paper in PAPERS.values() for slot in paper.wording]
    assert [place for place in places if f"?place={place}" not in page] == []


def test_defaults_of_every_paper_are_whole():
    assert [
        f"{paper.key}.{slot.key}"
        for paper in PAPERS.values()
        for slot in paper.wording
        if slot.faults(slot.default)
    ] == []


@pytest.mark.django_db
def test_administrator_enters_a_signer(admin):
    url, agency = reverse("admin:papers_signer_add"), an_agency()
    paper = next(paper for paper in PAPERS.values() if paper.signs)
    words = {
        "agency": agency.pk,
        "paper": paper.key,
        "standing": "KT.",
        "title": "Phó Giám đốc",
        "name": "Phạm Hà",
    }

    refused = admin.post(url, words)
    admin.post(url, words | {"on_behalf_of": "Giám đốc"})

    assert "ghi ký cho ai" in refused.content.decode()
    assert Signer.objects.get().signature.lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert paper.title in admin.get(reverse("admin:papers_signer_changelist")).content.decode()
