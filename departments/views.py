"""Pages about a person's own account, and the guide of each role."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import Http404
from django.shortcuts import redirect, render

from departments.guides import BY_ROLE, BY_SLUG, GUIDES, QUESTIONS
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


def help(request, slug: str = ""):
    """The guide of one's own role, or of another by its address."""
    guide = BY_SLUG.get(slug) if slug else BY_ROLE[request.user.role]
    if guide is None:
        raise Http404("Không có hướng dẫn này.")
    return render(request, "help/guide.html", {"guide": guide, "guides": GUIDES, "questions": QUESTIONS})
