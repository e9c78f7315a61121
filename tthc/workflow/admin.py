"""Accounts again, now that forms are known: nobody leaves a form behind without somebody in charge of it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import UserChangeForm

from departments.admin import OfficeUserAdmin
from departments.models import User
from departments.roles import Capability
from departments.services import fault_of_own_account
from tthc.workflow.handing_over import forms_owned_by, leave_forms, obstacles_to_leave, switch_off

admin.site.unregister(User)


class LeavingForm(UserChangeForm):
    """An account with who takes over the forms of a person who leaves the office, the unit or the role.

    `by` is the administrator at work, `left` the forms for which the person could no longer draft.
    """

    by: User
    left: list = []

    successor = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label="Bàn giao biểu mẫu cho",
        required=False,
        empty_label="Trưởng phòng của đơn vị",
        help_text="Khi bỏ chọn “Đang dùng”, đổi đơn vị hoặc đổi vai trò: ai nhận các biểu mẫu người này đang phụ trách.",
    )

    def clean(self):
        given = super().clean()
        if self.instance.pk and not self.errors:
            self.left = self._left_behind(given)
            for sentence in obstacles_to_leave(self.instance, self.left, given.get("successor")):
                self.add_error("successor", sentence)
            rights = {name: given[name] for name in ("role", "is_active")}
            name, why = fault_of_own_account(self.instance, **rights, by=self.by)
            if why:
                self.add_error(name, why)
        return given

    def _left_behind(self, given) -> list:
        """The forms for which the person could no longer draft after this change."""
        after = User(
            pk=self.instance.pk, **{name: given[name] for name in ("role", "department", "is_active")}
        )
        return [
            form
            for form in forms_owned_by(self.instance)
            if not after.holds(Capability.DRAFT, form.department)
        ]


@admin.register(User)
class LeavingUserAdmin(OfficeUserAdmin):
    form = LeavingForm
    fieldsets = [
        *OfficeUserAdmin.fieldsets[:-1],
        ("Khi nghỉ hoặc chuyển đi", {"fields": ["successor"]}),
        OfficeUserAdmin.fieldsets[-1],
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request, obj, form, change):
        count = 0
        if change:
            before, to = User.objects.get(pk=obj.pk), form.cleaned_data.get("successor")
            if before.is_active and not obj.is_active:
                count = switch_off(before, by=request.user, to=to)
            elif form.left:
                reason = "Người phụ trách chuyển đơn vị hoặc đổi vai trò."
                count = leave_forms(before, form.left, by=request.user, to=to, reason=reason)
        super().save_model(request, obj, form, change)
        if count:
            messages.info(request, f"Đã bàn giao {count} biểu mẫu.")
