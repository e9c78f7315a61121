"""Quyết định công bố: list, gathering, arranging, recording that it was issued."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from departments.guard import require
from departments.roles import Capability
from procedures import announcing
from procedures.announced import sections_of
from procedures.forms.announcement import (
    AddForm,
    ArrangeForm,
    CorrectForm,
    GatherForm,
    IssueForm,
    PickForm,
    WaitingFilter,
)
from procedures.models import Announcement, Procedure
from tthc.core.attempt import attempt, paper
from tthc.core.display import day as shown
from tthc.core.not_now import NotNow
from tthc.core.paging import page_of
from tthc.core.seen import VersionForm
from tthc.workflow.panel import panel_for

PER_PAGE, PICKED_PER_PAGE = 30, 100


def announcement_list(request):
    """Decisions, the newest first, and how many procedures wait for one."""
    user = request.user
    found = Announcement.objects.visible_to(user).with_row_count().with_publication_count()
    found = found.newest_first()
    may_make = user.may(Capability.ANNOUNCE)
    waiting = Procedure.objects.filter(department__agency=user.agency_id).to_be_announced()
    context = {
        "page": page_of(found, request.GET, PER_PAGE),
        "may_make": may_make,
        "waiting": waiting.count() if may_make else 0,
    }
    return render(request, "procedures/announcement_list.html", context)


def announcement_new(request):
    """Ticks procedures in a list and starts a decision with them."""
    require(request.user, Capability.ANNOUNCE)
    agency = request.user.department.agency
    picking, page = _waiting(request, agency)
    initial = {"title": f"Công bố thủ tục hành chính nội bộ của {agency}"}
    form = GatherForm(request.POST or None, candidates=_candidates(request, page), initial=initial)
    status, announcement = attempt(
        form,
        lambda words: announcing.gather_announcement(
            agency, title=words["title"], entries=form.entries(), by=request.user
        ),
    )
    if announcement:
        messages.success(request, "Đã lập quyết định. Sắp lại thứ tự, rồi ghi số và ngày khi đã ban hành.")
        return redirect("procedures:announcement_edit", announcement.pk)
    context = {"picking": picking, "page": page, "form": form, "announcement": None}
    return render(request, "procedures/announcement_new.html", context, status=status)


def announcement_pick(request, pk):
    """Ticks further procedures for a decision that is being put together."""
    announcement = _draft(request, pk)
    picking, page = _waiting(request, announcement.agency)
    initial = {"version": announcement.version}
    form = AddForm(request.POST or None, candidates=_candidates(request, page), initial=initial)
    status, added = attempt(
        form,
        lambda words: announcing.add_to_announcement(
            announcement, entries=form.entries(), by=request.user, seen_version=words["version"]
        ),
    )
    if added:
        messages.success(request, f"Đã thêm {len(form.entries())} thủ tục.")
        return redirect("procedures:announcement_edit", announcement.pk)
    context = {"picking": picking, "page": page, "form": form, "announcement": announcement}
    return render(request, "procedures/announcement_new.html", context, status=status)


def announcement_edit(request, pk):
    """Title, order, kinds of change of a draft."""
    announcement = _draft(request, pk)
    rows = announcement.rows.select_related("procedure__department", "procedure__field")
    initial = {"version": announcement.version, "title": announcement.title}
    form = ArrangeForm(request.POST or None, rows=rows, initial=initial)
    status, arranged = attempt(
        form,
        lambda words: announcing.arrange_announcement(
            announcement,
            title=words["title"],
            entries=form.entries(),
            by=request.user,
            seen_version=words["version"],
        ),
    )
    if arranged:
        messages.success(request, "Đã lưu danh mục.")
        return redirect("procedures:announcement_edit", announcement.pk)
    context = {"announcement": announcement, "form": form}
    return render(request, "procedures/announcement_edit.html", context, status=status)


def announcement_detail(request, pk):
    """The decision as it stands, where each procedure was made public, and what has happened to it."""
    found = Announcement.objects.visible_to(request.user).select_related("agency").with_publication_count()
    announcement = get_object_or_404(found, pk=pk)
    context = {
        "announcement": announcement,
        "sections": sections_of(announcement),
        "panel": panel_for(announcement, request.user),
        "may_make": request.user.may(Capability.ANNOUNCE, announcement.agency),
    }
    return render(request, "procedures/announcement_detail.html", context)


def announcement_issue(request, pk):
    """Number and days from the paper; after this the rows never change."""
    announcement = _draft(request, pk)
    form = IssueForm(request.POST or None, initial={"version": announcement.version})
    status, move = attempt(
        form,
        lambda words: announcing.issue_announcement(
            announcement,
            by=request.user,
            **paper(words),
        ),
    )
    if move:
        messages.success(request, f"Đã ghi {announcement} ban hành. Tiếp theo: ghi nơi và ngày công khai.")
        return redirect(announcement)
    context = {"announcement": announcement, "form": form, "sections": sections_of(announcement)}
    return render(request, "procedures/announcement_issue.html", context, status=status)


def announcement_correct(request, pk: int):
    """Number and days that were typed in wrongly; the rows stay as they are."""
    found = Announcement.objects.visible_to(request.user).select_related("agency")
    announcement = get_object_or_404(found, pk=pk)
    require(request.user, Capability.ANNOUNCE, announcement.agency)
    if not announcement.is_issued:
        raise NotNow("Quyết định chưa ban hành, chưa có số và ngày để đính chính.", announcement)
    kept = {name: getattr(announcement, name) for name in ("version", "number", "issued_on", "effective_on")}
    form = CorrectForm(request.POST or None, initial=kept)
    status, move = attempt(
        form, lambda words: announcing.correct_announcement(announcement, by=request.user, **paper(words))
    )
    if move:
        messages.success(request, f"Đã đính chính: {announcement}, ngày {shown(announcement.issued_on)}.")
        return redirect(announcement)
    context = {"announcement": announcement, "form": form}
    return render(request, "procedures/announcement_correct.html", context, status=status)


def announcement_drop(request, pk):
    """Gives a draft up, after asking."""
    announcement = _draft(request, pk)
    form = VersionForm(request.POST or None, initial={"version": announcement.version})
    status, dropped = attempt(
        form,
        lambda words: announcing.drop_announcement(
            announcement, by=request.user, seen_version=words["version"]
        ),
    )
    if dropped:
        messages.success(request, "Đã bỏ quyết định đang lập. Các thủ tục trong đó chờ công bố trở lại.")
        return redirect("procedures:announcement_list")
    context = {"announcement": announcement, "form": form}
    return render(request, "procedures/announcement_drop.html", context, status=status)


def _draft(request, pk) -> Announcement:
    """A decision in the person's scope, for who may put it together; what is posted to an issued one the service refuses."""
    found = Announcement.objects.visible_to(request.user).select_related("agency")
    announcement = get_object_or_404(found, pk=pk)
    require(request.user, Capability.ANNOUNCE, announcement.agency)
    if announcement.is_issued and request.method == "GET":
        raise NotNow(f"{announcement} đã ban hành, danh mục không sửa nữa.", announcement)
    return announcement


def _waiting(request, agency):
    """The filter above the list of procedures to pick from, and the page of the list."""
    picking = WaitingFilter(request.GET, user=request.user)
    found = picking.narrow(Procedure.objects.filter(department__agency=agency))
    return picking, page_of(found, request.GET, PICKED_PER_PAGE)


def _candidates(request, page) -> list[Procedure]:
    """The page of the list, and what was ticked though it no longer stands there, so that no tick is lost in silence."""
    shown = list(page.object_list)
    missing = PickForm.ticked(request.POST) - {procedure.pk for procedure in shown}
    return shown + list(Procedure.objects.visible_to(request.user).with_announcement().filter(pk__in=missing))
