"""Two people on one page of editing: the second is told what the first stored, and neither loses a word unasked."""

from dataclasses import dataclass
from datetime import date

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from departments.roles import Role
from plans.models import Milestone
from procedures.forms.parts import PartForm
from procedures.forms.rows import (
    DossierItemForm,
    FormTemplateForm,
    LegalBasisForm,
    MethodForm,
    StepForm,
)
from reviews.enums import PackageStatus
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_document,
    a_field,
    a_package,
    a_plan,
    a_proposing_review,
    a_user,
    an_announcement,
)
from tests.procedures.posting import controls
from tthc.core.admin_site import ToldOfOthers
from tthc.core.seen import TOLD, SeenForm
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
ROWS = {DossierItemForm, FormTemplateForm, LegalBasisForm, MethodForm, StepForm}


@dataclass
class Page:
    """A page over something stored: its control `name`, of `column` there, and another of its controls."""

    address: str
    thing: object
    name: str
    column: str
    further: dict


def a_document_page(unit, office):
    document = a_document(drafting_unit=unit, title="Quy chế cũ", issuing_body="Sở")
    return Page(
        reverse("procedures:document_edit", args=[document.pk]),
        document,
        "title",
        "title",
        {"issuing_body": "UBND tỉnh"},
    )


def a_milestone_page(unit, office):
    plan = a_plan(agency=unit.agency)
    milestone = Milestone.objects.filter(plan=plan, measure="EVENT").first() or plan.milestones.create(
        order=9, title="Mốc", measure="EVENT", due_before=date(2023, 4, 1)
    )
    Milestone.objects.filter(pk=milestone.pk).update(done_on=date(2023, 2, 1), evidence="Cũ")
    address = reverse("plans:milestone_done", args=[milestone.pk])
    return Page(address, milestone, "evidence", "evidence", {"done_on": "02/02/2023"})


def a_task_page(unit, office):
    task = a_plan(agency=unit.agency).tasks.create(order=9, title="Việc", due_before=date(2023, 4, 1))
    address = reverse("plans:task_done", args=[task.pk])
    task.done_on = date(2023, 2, 1)
    task.save()
    return Page(address, task, "note", "done_note", {"done_on": "02/02/2023"})


def accepted_review(unit):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)
    return a_proposing_review(procedure=procedure, status=FormStatus.ACCEPTED)


def an_action_page(unit, office):
    review = accepted_review(unit)
    a_package(review, status=PackageStatus.APPROVED, decided_on=date(2023, 12, 20))
    action = review.proposal.actions.get()
    type(action).objects.filter(pk=action.pk).update(
        done_on=date(2024, 2, 1), done_by_document="Cũ", recorded_by=office, recorded_at="2024-02-01T00:00Z"
    )
    address = reverse("reviews:action_done", args=[action.pk])
    return Page(address, action, "by_document", "done_by_document", {"done_on": "02/02/2024"})


def a_package_page(unit, office):
    package = a_package(accepted_review(unit), status=PackageStatus.DRAFT)
    address = reverse("reviews:package_edit", args=[package.pk])
    return Page(address, package, "title", "title", {})


def a_sent_package_page(unit, office):
    package = a_package(accepted_review(unit), status=PackageStatus.SENT)
    address = reverse("reviews:package_correct", args=[package.pk])
    further = {"sent_on": "02/12/2023", "reason": "Nhầm"}
    return Page(address, package, "submission_number", "submission_number", further)


def an_announcement_page(unit, office):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)
    announcement = an_announcement(procedure, issued=False)
    address = reverse("procedures:announcement_edit", args=[announcement.pk])
    return Page(address, announcement, "title", "title", {f"thay-doi-{procedure.pk}": "REPLACED"})


def an_issued_announcement_page(unit, office):
    announcement = an_announcement(a_complete_procedure(department=unit, status=FormStatus.ACCEPTED))
    address = reverse("procedures:announcement_correct", args=[announcement.pk])
    return Page(address, announcement, "number", "number", {"reason": "Nhầm"})


PAGES = [
    a_document_page, a_milestone_page, a_task_page, an_action_page, a_package_page, a_sent_package_page,
    an_announcement_page, an_issued_announcement_page,
]  # fmt: skip


@pytest.fixture
def unit():
    return a_department(name="Phòng Quản lý khoa học")


@pytest.fixture
def office(unit, client):
    user = a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))
    client.force_login(user)
    return user


@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
def test_second_writer_is_told_and_saves_knowingly(client, unit, office, make):
    page = make(unit, office)
    reason = {"reason": "Nhầm"} if "reason" in page.further else {}
    form = client.get(page.address).context["form"]
    loaded = controls(form) | reason
    client.post(page.address, loaded | {page.name: "Của người trước"})

    told = client.post(page.address, loaded | {page.name: "Của người sau"})

    again = told.context["form"]
    label = again[page.name].label
    assert again.non_field_errors() == [
        TOLD,
        f"{label}: đang lưu “Của người trước”; ô này vẫn giữ chữ của bạn.",
    ]
    page.thing.refresh_from_db()
    assert (told.status_code in (200, 409), getattr(page.thing, page.column)) == (True, "Của người trước")
    client.post(page.address, controls(again))
    page.thing.refresh_from_db()
    assert getattr(page.thing, page.column) == "Của người sau"


@pytest.mark.parametrize(
    "make", [one for one in PAGES if one != a_package_page], ids=lambda make: make.__name__
)
def test_what_the_second_writer_left_alone_is_taken_over(client, unit, office, make):
    page = make(unit, office)
    reason = {"reason": "Nhầm"} if "reason" in page.further else {}
    loaded = controls(client.get(page.address).context["form"]) | reason
    client.post(page.address, loaded | {page.name: "Của người trước"})

    told = client.post(page.address, loaded | page.further).context["form"]
    client.post(page.address, controls(told))

    assert told[page.name].value() == "Của người trước"
    assert (
        f"{told[page.name].label}: đang lưu “Của người trước”; ô này đã lấy theo." in told.non_field_errors()
    )
    page.thing.refresh_from_db()
    assert getattr(page.thing, page.column) == "Của người trước"


def test_every_form_over_a_model_is_told():
    def below(kind):
        return {kind, *(sub for one in kind.__subclasses__() for sub in below(one))}

    ours = tuple(config.name for config in apps.get_app_configs() if not config.name.startswith("django"))
    ours_over_models = {
        kind
        for kind in below(forms.ModelForm)
        if kind.__module__.startswith(ours) and ".admin" not in kind.__module__
    }
    in_the_admin = {page.form for page in admin.site._registry.values()}  # told by its pages, see below

    long_ones = {kind for kind in ours_over_models if issubclass(kind, PartForm)} | ROWS
    assert {
        kind for kind in ours_over_models - long_ones - in_the_admin if not issubclass(kind, SeenForm)
    } == set()


def test_every_page_of_the_admin_is_told():
    assert {kind for kind in admin.site._registry.values() if not isinstance(kind, ToldOfOthers)} == set()


@pytest.fixture
def administrator(client):
    user = a_user(Role.ADMIN)
    client.force_login(user)
    return user


def posted_from(response) -> dict:
    """All controls of a page of the admin as they stand."""
    context = response.context
    data = {"seen": context["seen"]} | controls(context["adminform"].form)
    for formset in context["inline_admin_formsets"]:
        data |= controls(formset.formset.management_form)
        for form in formset.formset.forms:
            data |= controls(form)
    return {name: value for name, value in data.items() if value != "False"}


def test_second_administrator_is_told_and_saves_knowingly(client, administrator):
    field = a_field(name="Khoa học")
    address = reverse("admin:procedures_field_change", args=[field.pk])
    loaded = posted_from(client.get(address))
    client.post(address, loaded | {"name": "Của người trước"})

    told = client.post(address, loaded | {"code": "KH9"})

    field.refresh_from_db()
    assert (field.name, field.code == "KH9") == ("Của người trước", False)
    assert (
        f"{told.context['adminform'].form['name'].label}: đang lưu “Của người trước”; ô này đã lấy theo."
        in told.text
    )
    client.post(address, posted_from(told))
    field.refresh_from_db()
    assert (field.name, field.code) == ("Của người trước", "KH9")


def test_administrator_on_a_stale_page_takes_no_recorded_day_away(client, administrator):
    plan = a_plan()
    milestone = plan.milestones.create(order=9, title="Mốc", measure="EVENT", due_before=date(2023, 4, 1))
    address = reverse("admin:plans_plan_change", args=[plan.pk])
    loaded = posted_from(client.get(address))
    Milestone.objects.filter(pk=milestone.pk).update(done_on=date(2023, 2, 1), evidence="QĐ 5")

    told = client.post(address, loaded | {"title": "Tên mới"})
    client.post(address, posted_from(told))

    milestone.refresh_from_db()
    plan.refresh_from_db()
    assert "đang lưu “01/02/2023”; ô này đã lấy theo." in told.text
    assert (milestone.done_on, milestone.evidence, plan.title) == (date(2023, 2, 1), "QĐ 5", "Tên mới")


def test_stale_pages_of_acts_that_only_add_are_told_and_keep_what_was_typed(client, unit):
    heads = [a_user(Role.HEAD, unit), a_user(Role.HEAD, unit, is_deputy=True)]
    staff, colleague = a_user(department=unit, full_name="Người giao"), a_user(department=unit)
    form = a_complete_procedure(department=unit, owner=staff)
    other = a_complete_procedure(department=unit, owner=staff)
    client.force_login(heads[0])
    hand_over = f"/ban-giao/?cua={staff.pk}"
    picked = {"picked": f"procedure-{form.pk}", "to": colleague.pk, "reason": "Chuyển công tác"}
    declare = reverse("procedures:declaration_make", args=[unit.pk])
    deputy = {"deputy": colleague.pk, "starts_on": "01/01/2099", "ends_on": "02/01/2099"}
    pages = [
        (hand_over, picked, "Có biểu mẫu vừa được người khác bàn giao", "Chuyển công tác"),
        (declare, {"kind": "COMPLETE", "declared_on": "02/02/2024"}, "Đơn vị đã khai", "02/02/2024"),
        (reverse("departments:delegation_list"), deputy, "đã được giao từ 01/01/2099", "02/01/2099"),
    ]

    for address, words, told, typed in pages:
        client.post(address, words)
        late = client.post(address, words)

        assert (address, told in late.text, typed in late.text) == (address, True, True)
    form.refresh_from_db()
    other.refresh_from_db()
    assert (form.owner, other.owner) == (colleague, staff)
