"""A person's own notices, and how they want them by mail."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from departments.models import User
from tthc.core.paging import page_of
from tthc.core.seen import SeenForm
from tthc.workflow.models import Notice
from tthc.workflow.notices import mark_read


class MailModeForm(SeenForm, forms.ModelForm):
    class Meta:
        model = User
        fields = ["mail_mode"]


def notice_list(request):
    """One's notices, newest first."""
    notices = Notice.objects.visible_to(request.user)
    page = page_of(notices, request.GET)
    context = {"page": page, "unread": notices.unread().count(), "form": MailModeForm(instance=request.user)}
    return render(request, "workflow/notice_list.html", context)


@require_POST
def notice_open(request, pk: int):
    """Opens what a notice is about, and marks it as read."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_read(request.user, url=notice.url)
    return redirect(notice.url)


@require_POST
def notices_read(request):
    """Marks all of one's notices as read."""
    count = mark_read(request.user)
    messages.success(request, f"Đã đánh dấu {count} thông báo là đã xem.")
    return redirect("workflow:notice_list")


@require_POST
def mail_mode(request):
    """Chooses how notices come by mail."""
    form = MailModeForm(request.POST, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, f"Đã đổi cách nhận thư: {request.user.get_mail_mode_display().lower()}.")
    else:
        told = " ".join(form.non_field_errors()) or "chọn một trong ba cách rồi lưu lại."
        messages.error(request, f"Chưa đổi được cách nhận thư: {told}")
    return redirect("workflow:notice_list")
