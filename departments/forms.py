"""Forms about a person's own account."""

from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm


class LoginForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại.",
        "inactive": "Tài khoản này đã ngừng dùng. Liên hệ Quản trị của Sở.",
    }


class ResetPasswordForm(SetPasswordForm):
    """A password set by its owner through the mailed link: nothing left to change at the next login."""

    def save(self, commit=True):
        self.user.must_change_password = False
        return super().save(commit)
