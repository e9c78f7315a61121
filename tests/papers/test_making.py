"""Making papers on the page: drafts and prints with a code, the signer that is remembered, long ones, proof."""

from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from departments.roles import Role
from papers import services
from papers.making import Given
from papers.models import IssuedPaper, Signer, Wording
from papers.paper import Making, Paper
from papers.registry import PAPERS
from procedures.models import Procedure
from reviews.models import ProposalPackage
from tests.factories import a_complete_procedure, a_department, a_public_procedure, a_user
from tests.papers.world import DAY, an_office, subject_of
from tthc.core.documents import fonts
from tthc.jobs.models import Job, State
from tthc.jobs.progress import Cancelled
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return a_department()


@pytest.fixture
def staff(client, unit):
    user = a_user(Role.STAFF, unit)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def post(client, paper: str, subject, **posted):
    return client.post(reverse("papers:paper_make", args=[paper, subject.pk]), {"kind": "pdf"} | posted)


def words_of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def bears(words: str, code: str) -> bool:
    """Whether a print bears a code; letters set close together are read apart ("M2GNUQMA VB")."""
    return code in "".join(words.split())


def test_accepted_form_bears_a_code_that_is_kept(client, staff, unit):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)

    answer = post(client, "procedure_form", procedure)

    issued = IssuedPaper.objects.get()
    said = words_of_pdf(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="bieu-mau-thong-ke-' in answer["Content-Disposition"]
    assert bears(said, issued.code) and "DỰ THẢO" not in said
    assert (issued.paper, issued.subject_id, issued.made_by) == ("procedure_form", procedure.pk, staff)
    said = {path[0]: rows for path, rows, _ in issued.snapshot}
    assert ["Tên thủ tục", procedure.name] in said["Thông tin chung"]


def test_form_in_work_is_a_draft_without_a_code(client, staff, unit):
    answer = post(client, "procedure_form", a_complete_procedure(department=unit))

    assert "DỰ THẢO" in words_of_pdf(answer.content)
    assert IssuedPaper.objects.count() == 0


def test_same_print_once_more_keeps_its_code(client, staff, unit):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)

    for _ in range(2):
        post(client, "procedure_form", procedure)
    Procedure.objects.filter(pk=procedure.pk).update(name="Tên khác")
    post(client, "procedure_form", procedure)

    assert IssuedPaper.objects.count() == 2


def test_word_is_made_without_a_code(client, staff, unit):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)

    answer = post(client, "procedure_form", procedure, kind="docx")

    assert answer.content[:2] == b"PK"
    assert IssuedPaper.objects.count() == 0


def test_proof_tells_what_has_changed_since(client, staff, unit):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)
    post(client, "procedure_form", procedure)
    url = IssuedPaper.objects.get().get_absolute_url()

    before = client.get(url)
    Procedure.objects.filter(pk=procedure.pk).update(subjects="Công chức thuộc Sở")
    Wording.objects.create(paper="procedure_form", slot="signers", version=1, text="Người khác")
    after = client.get(url.lower())

    assert "giống bản in từng chữ" in before.content.decode()
    [place] = after.context["comparison"].places
    assert (place.path, place.count) == (("Đối tượng, cơ quan thực hiện",), 1)
    assert "Công chức" in after.content.decode()


def test_unknown_code_is_not_found(client, staff):
    assert client.get(reverse("papers:proof", args=["KHONGCOMA2"])).status_code == 404


def test_print_of_an_agency_is_not_for_its_units(client):
    office = an_office()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    post(client, "agency_catalogue", office.department.agency)
    issued = IssuedPaper.objects.get()
    client.force_login(
        a_user(Role.STAFF, a_department(agency=office.department.agency)),
        backend="django.contrib.auth.backends.ModelBackend",
    )

    assert client.get(issued.get_absolute_url()).status_code == 404


def signing_paper() -> Paper:
    return next(paper for paper in PAPERS.values() if paper.signs and paper.asks_issue)


def test_signer_is_remembered(client):
    office = an_office()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    paper = signing_paper()
    signer = {"standing": "KT.", "on_behalf_of": "Giám đốc", "title": "Phó Giám đốc", "name": "Phạm Thị Hà"}
    subject = subject_of(paper, office)

    first = post(client, paper.key, subject, full="1", **signer)
    second = post(client, paper.key, subject)

    for answer in (first, second):
        said = words_of_pdf(answer.content)
        assert "KT. GIÁM ĐỐC" in said and "PHÓ GIÁM ĐỐC" in said and "Phạm Thị Hà" in said
    assert Signer.objects.get().paper == paper.key


def test_standing_without_whose_and_number_without_day_are_asked_for(client):
    office = an_office()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    paper = signing_paper()

    answer = post(
        client, paper.key, subject_of(paper, office), full="1", standing="TL.", title="Chánh Văn phòng"
    )

    assert "ghi ký cho ai" in answer.content.decode()
    assert Signer.objects.count() == 0


def test_missing_library_gives_a_sentence(client, staff, unit, monkeypatch):
    def missing():
        raise fonts.NoFont

    monkeypatch.setattr(fonts, "folder", missing)

    answer = post(client, "procedure_form", a_complete_procedure(department=unit))

    assert answer.status_code == 409
    assert "Máy chủ thiếu thư viện" in answer.content.decode()
    assert client.get(reverse("papers:paper_list")).status_code == 200


def test_long_paper_is_made_in_the_background(client, staff, unit, monkeypatch):
    monkeypatch.setattr(services, "LONG", 0)
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)

    answer = post(client, "procedure_form", procedure)

    job = Job.objects.get()
    assert answer.url == job.get_absolute_url()
    assert job.title == f"Biểu mẫu thống kê: {procedure} (PDF)"
    outcome = services.make_in_background(job.arguments, staff, Steps())
    assert outcome.content[:4] == b"%PDF" and outcome.file_name.endswith(".pdf")
    assert bears(words_of_pdf(outcome.content), IssuedPaper.objects.get().code)


def test_letters_of_many_units_are_made_in_the_background(unit):
    making = Making(agency=unit.agency, on=DAY)
    for _ in range(4 * services.LONG + 3):
        a_department(agency=unit.agency)

    letters = [PAPERS[key] for key in ("period_report", "chasing_letter")]

    assert [paper.sheets(None, making) > services.LONG for paper in letters] == [True, True]


def test_paper_stopped_while_it_is_drawn_leaves_no_print(staff, unit, monkeypatch):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)
    arguments = {
        "paper": "procedure_form", "subject": procedure.pk, "given": Given(DAY).as_json(), "kind": "pdf",
    }  # fmt: skip

    def stopped(document, kind, report):
        assert document.proof.code
        raise Cancelled

    monkeypatch.setattr(services, "draw", stopped)

    with pytest.raises(Cancelled):
        services.make_in_background(arguments, staff, Steps())

    assert IssuedPaper.objects.count() == 0


class Steps:
    """A progress that remembers nothing."""

    def report(self, done: int, total: int, words: str = "") -> None:
        pass


def test_option_that_is_emptied_on_the_page_does_not_come_back_from_its_address(client):
    office = an_office()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    plan = office.department.agency.plans.get()
    url = reverse("papers:paper_make", args=["dashboard", plan.pk]) + "?as_at=2023-12-15"

    by_click = client.post(url, {"kind": "pdf"})
    by_page = client.post(url, {"kind": "pdf", "full": "1", "as_at": "16/12/2023"})

    assert "Tiến độ đến hết ngày 15/12/2023" in words_of_pdf(by_click.content)
    assert "Tiến độ đến hết ngày 16/12/2023" in words_of_pdf(by_page.content)


@time_machine.travel("2023-12-15 03:00+00:00", tick=False)
def test_job_runs_to_its_file(client, staff, unit, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(services, "LONG", 0)
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)
    post(client, "procedure_form", procedure, kind="docx")

    from tthc.jobs.services import run_job

    run_job.func(Job.objects.get().pk)

    job = Job.objects.get()
    assert (job.state, job.file_name[-5:], bytes(job.content)[:2]) == (State.DONE, ".docx", b"PK")


def test_print_is_found_by_the_code_on_paper(client, staff, unit):
    for name in ("Nghỉ phép", "Đi học"):
        post(
            client,
            "procedure_form",
            a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name=name),
        )
    wanted, other = IssuedPaper.objects.all()

    def found(**asked):
        return list(client.get(reverse("papers:paper_list"), asked).context["page"])

    code = wanted.code.lower()
    assert found(ma=f" {code[:4]} {code[4:]}") == [wanted]
    assert found(van_ban="procedure_form") == [wanted, other]
    assert found(van_ban="cost_table") == []
    assert "Xem lại mã trên giấy" in client.get(reverse("papers:paper_list"), {"ma": "KHONGCO"}).text


def test_page_of_a_subject_names_its_prints(client, staff, unit):
    printed, other = (a_complete_procedure(department=unit, status=FormStatus.ACCEPTED) for _ in range(2))
    post(client, "procedure_form", printed)
    address = IssuedPaper.objects.get().get_absolute_url()

    assert address in client.get(printed.get_absolute_url()).text
    assert address not in client.get(other.get_absolute_url()).text


def test_issued_documents_are_made_from_the_page_of_papers(client):
    office = an_office()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    package = ProposalPackage.objects.get()

    page = client.get(reverse("papers:paper_list")).text

    for key in ("package_submission", "package_approval", "package_proposals"):
        assert reverse("papers:paper_make", args=[key, package.pk]) in page


def test_list_page_takes_as_many_queries_with_many_units(client):
    office = an_office()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    counts = []
    for more in (0, 3):
        for _ in range(more):
            a_department(agency=office.department.agency)
        client.get(reverse("papers:paper_list"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("papers:paper_list"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_render_writes_a_file(tmp_path, kind):
    procedure = a_complete_procedure()
    out, said = tmp_path / f"a.{kind}", StringIO()

    call_command("render", "procedure_form", procedure.pk, out, stdout=said)

    assert out.read_bytes()[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[kind]
    assert str(out) in said.getvalue()


def test_render_lists_every_paper():
    said = StringIO()

    call_command("render", list=True, stdout=said)

    assert [line.split()[0] for line in said.getvalue().splitlines()] == list(PAPERS)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["khong-co", "1", "a.pdf"], "Không có văn bản"),
        (["procedure_form", "987654", "a.pdf"], "Không có thủ tục số 987654"),
        (["procedure_form", "1", "a.odt"], "đuôi .pdf hoặc .docx"),
        (["procedure_form"], "Cần đủ"),
        (["procedure_form", "1", "a.pdf", "--by", "ai-do"], "Không có tài khoản"),
    ],
)
def test_render_says_what_is_wrong(arguments, fault):
    with pytest.raises(CommandError, match=fault):
        call_command("render", *arguments)


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        (["{}"], "đây là thư mục"),
        (["{}/khong-co/a.pdf"], "không có thư mục này"),
        (["{}/a.pdf", "--day", "40/13/2023"], "không có trong lịch"),
        (["{}/a.pdf", "--option", "gì đó"], "không phải lựa chọn của .*không có lựa chọn nào"),
    ],
)
def test_render_that_cannot_be_done_keeps_no_print_and_no_file(tmp_path, rest, fault):
    folder = tmp_path / "a.pdf"
    folder.mkdir()
    by = a_user(Role.STAFF)
    procedure = a_public_procedure(department=by.department)

    with pytest.raises(CommandError, match=fault):
        call_command(
            "render",
            "procedure_form",
            procedure.pk,
            *(word.format(folder) for word in rest),
            "--by",
            by.username,
        )

    assert (IssuedPaper.objects.count(), list(folder.iterdir())) == (0, [])


def test_dashboard_of_many_units_with_its_code_is_one_page(client):
    office = an_office()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    agency = office.department.agency
    for number in range(30):
        unit = a_department(agency=agency, short_name=f"Trung tâm số {number} có tên ngắn mà vẫn dài")
        a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)

    answer = post(client, "dashboard", agency.plans.get())

    reader = PdfReader(BytesIO(answer.content))
    code = IssuedPaper.objects.get().code
    assert (len(reader.pages), bears(reader.pages[0].extract_text(), code)) == (1, True)


def test_menus_stand_on_the_pages_of_their_subjects(client):
    office = an_office()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    package = ProposalPackage.objects.get()
    pages = {
        reverse("procedures:procedure_list"): "agency_catalogue",
        reverse("reviews:review_start"): "blank_review_form",
        reverse("dashboards:progress") + "?as_at=2023-12-15": "dashboard",
        package.get_absolute_url(): "package_proposals",
        package.items.get().review.get_absolute_url(): "cost_table",
        package.items.get().review.procedure.get_absolute_url(): "procedure_form",
    }

    found = {url: f"/giay-to/lap/{key}/" in client.get(url).content.decode() for url, key in pages.items()}

    assert found == dict.fromkeys(pages, True)
