"""Questionnaires as master data: a published version never changes, by no way in."""

from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from departments.roles import Role
from reviews.models import IncomeRate, Questionnaire
from reviews.publishing import publish_questionnaire, use_questionnaire
from tests.factories import a_review, a_user
from tests.reviews.test_questionnaire_check import SMALL
from tthc.core.refusal import Forbidden, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


@pytest.fixture
def client(admin):
    client = Client()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_draft(**columns):
    values = {"key": "cong-van-6828", "version": "2022", "title": "Bộ câu hỏi thử", "source": "minh họa"}
    return Questionnaire.objects.create(**({"definition": SMALL} | values | columns))


def shipped():
    return Questionnaire.objects.get(key="nd63-phu-luc-1")


def test_shipped_questionnaire_is_published_and_current():
    questionnaire = shipped()

    assert (questionnaire.is_current, questionnaire.published_at is not None, questionnaire.version) == (
        True,
        True,
        "2010",
    )
    assert len(questionnaire.definition["sections"]) == 4


def test_publish_questionnaire(admin):
    questionnaire = a_draft()

    publish_questionnaire(questionnaire, by=admin)

    assert Questionnaire.objects.get(pk=questionnaire.pk).published_at is not None


def test_publish_questionnaire_that_cannot_be_asked(admin):
    broken = deepcopy(SMALL)
    broken["sections"][1]["key"] = "need"
    questionnaire = a_draft(definition=broken)

    with pytest.raises(Refusal) as refusal:
        publish_questionnaire(questionnaire, by=admin)

    assert refusal.value.sentences[0] == "Chưa ban hành được “Bộ câu hỏi thử (2022)”:"
    assert "Phần “need” xuất hiện hơn một lần." in refusal.value.sentences
    assert Questionnaire.objects.get(pk=questionnaire.pk).published_at is None


def test_publish_questionnaire_twice(admin):
    with pytest.raises(Refusal, match="đã được ban hành"):
        publish_questionnaire(shipped(), by=admin)


def test_use_questionnaire_for_new_reviews_only(admin):
    begun = a_review()
    questionnaire = a_draft()
    publish_questionnaire(questionnaire, by=admin)

    use_questionnaire(questionnaire, by=admin)

    assert list(Questionnaire.objects.filter(is_current=True)) == [questionnaire]
    begun.refresh_from_db()
    assert begun.questionnaire == shipped()


def test_use_questionnaire_that_is_not_published(admin):
    with pytest.raises(Refusal, match="chưa được ban hành"):
        use_questionnaire(a_draft(), by=admin)


@pytest.mark.parametrize("act", [publish_questionnaire, use_questionnaire])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_questionnaires_are_the_administrators(act, role):
    with pytest.raises(Forbidden):
        act(a_draft(), by=a_user(role))


@pytest.mark.parametrize(
    "change",
    [
        lambda questionnaire: questionnaire.save(),
        lambda questionnaire: Questionnaire.objects.update(title="Tên khác"),
        lambda questionnaire: Questionnaire.objects.filter(pk=questionnaire.pk).delete(),
        lambda questionnaire: questionnaire.delete(),
    ],
)
def test_published_questionnaire_never_changes(change):
    questionnaire = shipped()
    questionnaire.title = "Tên khác"

    with pytest.raises(TypeError, match=r"A published questionnaire never changes\."):
        change(questionnaire)

    assert shipped().title == "Biểu mẫu đánh giá thủ tục hành chính"


def test_draft_questionnaire_may_change():
    questionnaire = a_draft()
    questionnaire.title = "Tên khác"

    questionnaire.save()

    assert Questionnaire.objects.get(pk=questionnaire.pk).title == "Tên khác"


# --- admin pages


def test_admin_reads_a_published_questionnaire_only(client):
    url = reverse("admin:reviews_questionnaire_change", args=[shipped().pk])

    page = client.get(url).content.decode()
    answer = client.post(url, {"title": "Tên khác"})

    assert "Biểu mẫu đánh giá thủ tục hành chính" in page
    assert 'name="title"' not in page
    assert answer.status_code == 403
    assert shipped().title == "Biểu mẫu đánh giá thủ tục hành chính"


def test_admin_names_the_faults_of_a_definition(client):
    broken = '{"title": "Bộ câu hỏi", "sections": [{"key": "a", "title": "I", "questions": []}]}'
    typed = {"key": "moi", "version": "1", "title": "Bộ câu hỏi", "source": "minh họa", "definition": broken}

    answer = client.post(reverse("admin:reviews_questionnaire_add"), typed)

    assert "Phần “I”: “questions” phải là danh sách có ít nhất một mục." in answer.content.decode()
    assert Questionnaire.objects.count() == 1


def test_admin_publishes_and_uses_a_questionnaire(client):
    questionnaire = a_draft()
    url = reverse("admin:reviews_questionnaire_changelist")

    for action in ("publish", "use"):
        client.post(url, {"action": action, "_selected_action": [questionnaire.pk]})

    assert list(Questionnaire.objects.filter(is_current=True)) == [questionnaire]


def test_admin_enters_an_income_rate(client):
    typed = {"valid_from": "01/01/2024", "annual_income": "114.000.000", "source": "minh họa"}

    client.post(reverse("admin:reviews_incomerate_add"), typed)

    rate = IncomeRate.objects.get(source="minh họa")
    page = client.get(reverse("admin:reviews_incomerate_changelist")).content.decode()
    assert (rate.annual_income, str(rate)) == (114_000_000, "từ 01/01/2024")
    assert "53.977" in page  # 114 000 000 ÷ 2 112 = 53 977.27…
