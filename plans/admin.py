"""Plans as master data: everything of a plan can be entered and changed here, by who administers it."""

from django import forms
from django.contrib import admin

from departments.models import Department
from plans.models import (
    Baseline,
    Milestone,
    Plan,
    ReportingPeriod,
    Task,
    Training,
    WorkingGroup,
    WorkingGroupMember,
)
from reviews.enums import ProposalType


class PlanForm(forms.ModelForm):
    counted_kinds = forms.MultipleChoiceField(
        label="Hình thức được tính là cắt giảm",
        choices=ProposalType.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Phương án thuộc các hình thức này được tính vào chỉ tiêu cắt giảm số thủ tục.",
    )

    class Meta:
        model = Plan
        fields = [
            "agency",
            "title",
            "number",
            "issued_on",
            "starts_on",
            "ends_on",
            "based_on",
            "counted_kinds",
            "is_current",
        ]


class UnitsOfTheAgency:
    """Offers only units of the plan's agency once that is known."""

    def get_formset(self, request, obj=None, **kwargs):
        self.plan = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.related_model is Department and self.plan:
            kwargs["queryset"] = Department.objects.filter(agency=self.plan.agency_id)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class MilestoneInline(admin.TabularInline):
    model = Milestone
    extra = 0
    fields = ["order", "title", "measure", "target", "due_before", "done_on", "evidence"]


class TaskInline(UnitsOfTheAgency, admin.StackedInline):
    model = Task
    extra = 0
    fields = [
        ("order", "title"),
        ("lead_unit", "coordinating_units"),
        ("starts_on", "due_before"),
        "product",
        ("done_on", "done_note"),
    ]


class PeriodInline(admin.TabularInline):
    model = ReportingPeriod
    extra = 0
    fields = ["title", "kind", "starts_on", "ends_on"]


class BaselineInline(admin.TabularInline):
    """Shown only: a baseline is frozen by Văn phòng Sở on the plan's page."""

    model = Baseline
    extra = 0
    fields = readonly_fields = ["frozen_on", "by", "at", "reason"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class TrainingInline(admin.StackedInline):
    model = Training
    extra = 0
    fields = [("held_on", "topic"), ("organiser", "place"), ("headcount", "participants")]


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    form = PlanForm
    inlines = [MilestoneInline, TaskInline, PeriodInline, TrainingInline, BaselineInline]
    list_display = ["title", "agency", "starts_on", "ends_on", "is_current"]
    list_filter = ["agency", "is_current"]
    list_select_related = ["agency"]
    search_fields = ["title", "number"]

    def get_readonly_fields(self, request, obj=None):
        """What is measured against a frozen list of procedures stays with their agency."""
        return ["agency"] if obj and obj.baselines.exists() else []


class MemberInline(admin.TabularInline):
    model = WorkingGroupMember
    extra = 1
    fields = ["order", "full_name", "position", "department", "part"]


@admin.register(WorkingGroup)
class WorkingGroupAdmin(admin.ModelAdmin):
    """A group with its members, as the decision that sets it up names them."""

    inlines = [MemberInline]
    list_display = ["name", "plan", "decision_number", "decided_on"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["name", "decision_number", "members__full_name"]
