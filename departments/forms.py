"""Forms about a person's own account, and about who stands in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

from departments.models import User
from tthc.core.fields import VietnameseDateField


class LoginForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại.",
        "inactive": "Tài khoản này đã ngừng dùng. Liên hệ Quản trị của Sở.",
    }


class ChangePasswordForm(PasswordChangeForm):
    """Another password than the present one, which somebody else may have chosen."""

    def clean_new_password1(self):
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise forms.ValidationError(
                "Đây là mật khẩu đang dùng. Đặt một mật khẩu khác, chỉ mình bạn biết."
            )
        return password


class ResetPasswordForm(SetPasswordForm):
    """A password set by its owner through the mailed link: nothing left to change at the next login."""

    def save(self, commit=True):
        self.user.must_change_password = False
        return super().save(commit)


class DelegationForm(forms.Form):
    """Whom a head names, from when to when."""

    deputy = forms.ModelChoiceField(
        User.objects.none(), label="Người thay mặt", empty_label="Chọn người trong đơn vị"
    )
    starts_on = VietnameseDateField(label="Từ ngày")
    ends_on = VietnameseDateField(label="Đến hết ngày")

    def __init__(self, *args, head: User, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(department=head.department_id, is_active=True).exclude(pk=head.pk)
        self.fields["deputy"].queryset = colleagues.order_by("full_name")
