"""Pages about a person's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.shortcuts import redirect, render

from departments.services import record_password_change


def password_change(request):
    """Changes one's own password; a first password must be changed here before anything else."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_password_change(form)
        update_session_auth_hash(request, form.user)
        messages.success(request, "Đã đổi mật khẩu. Lần đăng nhập sau dùng mật khẩu mới.")
        return redirect("dashboards:desk")
    return render(request, "departments/password_change.html", {"form": form})
