"""Pages about a person's own account, who stands in for a head, and the guide of each role."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from departments.forms import ChangePasswordForm, DelegationForm
from departments.guides import BY_ROLE, BY_SLUG, GUIDES, QUESTIONS
from departments.models import Delegation
from departments.roles import Capability
from departments.services import name_deputy, record_password_change, revoke_deputy
from tthc.core.attempt import attempt
from tthc.core.display import day
from tthc.core.refusal import Forbidden, Refusal


def password_change(request):
    """Changes one's own password; a first password must be changed here before anything else."""
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_password_change(form)
        update_session_auth_hash(request, form.user)
        messages.success(request, "Đã đổi mật khẩu. Lần đăng nhập sau dùng mật khẩu mới.")
        return redirect("dashboards:desk")
    return render(request, "departments/password_change.html", {"form": form})


def login_again(request):
    """Where a login in a second window ends: the first one goes on by itself."""
    return render(request, "departments/login_again.html")


def help(request, slug: str = ""):
    """The guide of one's own role, or of another by its address."""
    guide = BY_SLUG.get(slug) if slug else BY_ROLE[request.user.role]
    if guide is None:
        raise Http404("Không có hướng dẫn này.")
    return render(request, "help/guide.html", {"guide": guide, "guides": GUIDES, "questions": QUESTIONS})


def delegation_list(request):
    """A head names a deputy for a period, and sees whom the unit has had."""
    if not request.user.holds(Capability.AGREE):
        raise PermissionDenied("Chỉ trưởng phòng, phó trưởng phòng giao người thay mặt.")
    form = DelegationForm(request.POST or None, head=request.user)
    status, delegation = attempt(form, lambda words: name_deputy(request.user, by=request.user, **words))
    if delegation:
        messages.success(request, f"Đã giao: {delegation}, đến hết {day(delegation.ends_on)}.")
        return redirect("departments:delegation_list")
    delegations = Delegation.objects.visible_to(request.user).select_related("head", "deputy")
    context = {"form": form, "delegations": delegations, "today": timezone.localdate()}
    return render(request, "departments/delegation_list.html", context, status=status)


@require_POST
def delegation_revoke(request, pk: int):
    """Ends a delegation now."""
    delegation = get_object_or_404(Delegation.objects.visible_to(request.user), pk=pk)
    try:
        revoke_deputy(delegation, by=request.user)
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã thôi giao: {delegation}.")
    return redirect("departments:delegation_list")
