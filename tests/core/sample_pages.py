"""A page made of the components, for the browser tests: ROOT_URLCONF of those tests."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from procedures.enums import Group, TimeUnit
from tthc.core.fields import WholeNumberField

DOCUMENTS = [(str(number), f"{number}/2021/QĐ-UBND về đo lường") for number in range(1, 121)]


class GeneralForm(forms.Form):
    name = forms.CharField(label="Tên thủ tục", help_text="Ghi như trong văn bản.")
    group = forms.ChoiceField(label="Nhóm", choices=Group.choices, widget=forms.RadioSelect)
    document = forms.ChoiceField(
        label="Văn bản",
        choices=[("", "— chọn —"), *DOCUMENTS],
        required=False,
        widget=forms.Select(attrs={"data-picker": ""}),
    )


class StepForm(forms.Form):
    actor = forms.CharField(label="Ai thực hiện")
    task = forms.CharField(label="Việc phải làm", widget=forms.Textarea)
    amount = WholeNumberField(label="Thời gian", required=False)
    unit = forms.ChoiceField(label="Đơn vị thời gian", choices=[("", "—"), *TimeUnit.choices], required=False)


StepFormSet = forms.formset_factory(StepForm, extra=1, can_order=True, can_delete=True)
STEPS = [
    {"actor": "Cá nhân đề nghị", "task": "Nộp đơn", "amount": 1, "unit": "WORKING_DAY"},
    {"actor": "Chuyên viên", "task": "Kiểm tra hồ sơ", "amount": 3, "unit": "WORKING_DAY"},
    {"actor": "Hội đồng", "task": "Họp", "amount": 5, "unit": "WORKING_DAY"},
]
NAVIGATION = [
    {
        "label": "",
        "items": [{"label": "Việc của tôi", "url": "/", "current": True, "count": 1234, "late": True}],
    },
    {"label": "Theo dõi", "items": [{"label": "Tiến độ", "url": "/?tien-do", "current": False}]},
]

PAGE = """{% extends "base.html" %}
{% block title %}Biểu mẫu{% endblock %}
{% block crumbs %}{% crumb "Thủ tục" "/" %}{% crumb "Phòng Quản lý khoa học" %}{% endblock %}
{% block heading %}Xét, công nhận sáng kiến{% endblock %}
{% block lead %}{% status_tag "Trả lại" "late" %}<span>Hạn 27/3/2023.</span>{% endblock %}
{% block actions %}{% button "Bản in" "/" %}{% post_button "/" "Rút lại" version=1234 %}{% endblock %}
{% block content %}
<form method="post" id="main" class="stack" data-guard novalidate>
  {% csrf_token %}
  {% form_errors general %}
  {% card "Trình tự thực hiện" %}
  {% help_note "Mỗi bước một dòng." "Chuyên viên thẩm định" %}
  {% rows steps caption="Các bước" add_label="Thêm bước" join="amount+unit" %}
  {% endcard %}
  {% card "Thông tin chung" %}
  <div class="fields">
    {% field general.name wide=True example="Xét, công nhận sáng kiến" %}
    {% field general.group needed=True %}{% field general.document %}
  </div>
  {% endcard %}
  {% card "Đã chuyển" level=3 %}{% empty "Chưa có biểu mẫu nào." %}{% endcard %}
  {% card "Bảng" level=3 %}
  {% table "Các đơn vị" cards=True %}
  <thead><tr>{% sort_head "ten" "Đơn vị" %}<th scope="col" class="num">Số</th></tr></thead>
  <tbody><tr><td data-label="Đơn vị">Văn phòng Sở</td><td class="num" data-label="Số">{{ 1234|number }}</td></tr></tbody>
  {% endtable %}
  {% endcard %}
</form>
{% endblock %}
{% block bar %}<b>Còn 2 mục thiếu</b><span class="acts">{% button "Lưu" form="main" %}
{% button "Nộp" tone="primary" disabled_reason="Còn 2 mục thiếu." %}</span>{% endblock %}
"""


@login_not_required
def form_page(request: HttpRequest) -> HttpResponse:
    """The form as typed; a POST answers with what the server understood of it."""
    if request.method == "POST":
        steps = StepFormSet(request.POST, prefix="steps")
        if not steps.is_valid():
            return JsonResponse({"errors": steps.errors}, status=400)
        rows = [
            [form.cleaned_data["actor"], form.cleaned_data["amount"], form.cleaned_data["unit"]]
            for form in steps.ordered_forms
        ]
        return JsonResponse({"rows": rows, "document": request.POST["document"]})
    context = {
        "general": GeneralForm(auto_id="g_%s"),
        "steps": StepFormSet(prefix="steps", initial=STEPS),
        "navigation": NAVIGATION,
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [path("", form_page)]
