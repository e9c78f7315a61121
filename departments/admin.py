"""Master data about people, in the admin."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.models import Group

from departments.models import Agency, Department, User

admin.site.site_header = "Quản trị TTHC nội bộ"
admin.site.site_title = "Quản trị TTHC nội bộ"
admin.site.index_title = "Dữ liệu chung"
# Rights come from roles.py, not from groups of permissions.
admin.site.unregister(Group)


class FirstPasswordForm(AdminPasswordChangeForm):
    """A password set by an administrator is a first password: its owner changes it at the next login."""

    def save(self, commit=True):
        self.user.must_change_password = True
        return super().save(commit)


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["name", "short_name", "superior_body", "valid_from", "valid_to"]
    search_fields = ["name", "short_name"]


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "agency", "is_office", "takes_part", "order", "valid_from", "valid_to"]
    list_filter = ["agency", "is_office", "takes_part"]
    list_select_related = ["agency"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["successor"]

    def get_readonly_fields(self, request, obj=None):
        """Its people, documents and procedures are of its agency: a unit that moves is a new one, its successor."""
        return ["agency"] if obj else []


class NewUserForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["username", "full_name", "email", "role", "department"]
        widgets = {"department": forms.Select}


@admin.register(User)
class OfficeUserAdmin(UserAdmin):
    """Accounts; a person is switched off, never deleted: forms and the log bear their name."""

    add_form = NewUserForm
    change_password_form = FirstPasswordForm
    list_display = ["username", "full_name", "role", "department", "position", "is_active", "last_login"]
    list_filter = ["role", "department", "is_active"]
    list_select_related = ["department"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    fieldsets = [
        (None, {"fields": ["username", "password", "must_change_password"]}),
        ("Người", {"fields": ["full_name", "position", "email", "mail_mode"]}),
        ("Quyền", {"fields": ["role", "is_deputy", "department", "is_active"]}),
        ("Lần vào", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "full_name",
                    "email",
                    "role",
                    "department",
                    "usable_password",
                    "password1",
                    "password2",
                ],
                "description": "Mật khẩu ở đây là mật khẩu tạm: người dùng phải đổi khi đăng nhập lần đầu.",
            },
        )
    ]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]

    def has_delete_permission(self, request, obj=None):
        return False
