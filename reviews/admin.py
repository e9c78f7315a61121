"""Questionnaires and income rates as master data."""

import json

from django import forms
from django.contrib import admin, messages
from django.db.models import Count

from reviews.costing import hourly_income
from reviews.models import IncomeRate, Questionnaire
from reviews.publishing import publish_questionnaire, use_questionnaire
from reviews.questionnaire_check import check_definition
from tthc.core.display import money
from tthc.core.fields import MoneyField
from tthc.core.refusal import Refusal


class ReadableJSON(json.JSONEncoder):
    """A definition as one writes it: a line per entry."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{**kwargs, "indent": 1, "ensure_ascii": False, "sort_keys": False})


class QuestionnaireForm(forms.ModelForm):
    definition = forms.JSONField(
        label="Câu hỏi (JSON)",
        encoder=ReadableJSON,
        widget=forms.Textarea(attrs={"rows": 30, "cols": 100}),
        error_messages={"invalid": "Không đọc được JSON. Kiểm tra dấu ngoặc, dấu phẩy, dấu nháy."},
        help_text="Cùng dạng với bộ câu hỏi đã có: sections → questions → parts. Sai chỗ nào máy báo chỗ đó.",
    )

    class Meta:
        model = Questionnaire
        fields = ["key", "version", "title", "source", "note", "definition"]

    def clean_definition(self) -> dict:
        definition = self.cleaned_data["definition"]
        if faults := check_definition(definition):
            raise forms.ValidationError(faults)
        return definition


@admin.register(Questionnaire)
class QuestionnaireAdmin(admin.ModelAdmin):
    """Entered, published, chosen for new reviews; once published it is only read."""

    form = QuestionnaireForm
    list_display = ["title", "version", "key", "published_at", "is_current", "review_count"]
    actions = ["publish", "use"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(reviews_begun=Count("reviews"))

    @admin.display(description="Số lần rà soát")
    def review_count(self, questionnaire: Questionnaire) -> int:
        return questionnaire.reviews_begun

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.published_at)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and bool(obj and not obj.published_at)

    @admin.action(description="Ban hành bộ câu hỏi đã chọn", permissions=["view"])
    def publish(self, request, chosen) -> None:
        self._each(request, chosen, publish_questionnaire, "Đã ban hành")

    @admin.action(description="Dùng cho lần rà soát mới (chọn một)", permissions=["view"])
    def use(self, request, chosen) -> None:
        if len(chosen) != 1:
            messages.error(request, "Chọn đúng một bộ câu hỏi để dùng cho lần rà soát mới.")
            return
        self._each(request, chosen, use_questionnaire, "Lần rà soát mới dùng")

    def _each(self, request, chosen, act, done: str) -> None:
        for questionnaire in chosen:
            try:
                act(questionnaire, by=request.user)
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, f"{done}: {questionnaire}.")


class IncomeRateForm(forms.ModelForm):
    annual_income = MoneyField(
        label="Thu nhập bình quân đầu người một năm (đồng)", max_digits=14, min_value=1
    )

    class Meta:
        model = IncomeRate
        fields = ["valid_from", "annual_income", "source"]


@admin.register(IncomeRate)
class IncomeRateAdmin(admin.ModelAdmin):
    """Reviews keep the rate that they began with: changing a row here changes no review."""

    form = IncomeRateForm
    list_display = ["valid_from", "annual", "hourly", "source"]

    @admin.display(description="Một năm", ordering="annual_income")
    def annual(self, rate: IncomeRate) -> str:
        return money(rate.annual_income)

    @admin.display(description="Một giờ (÷ 12 ÷ 22 ÷ 8)")
    def hourly(self, rate: IncomeRate) -> str:
        return money(hourly_income(rate.annual_income))
