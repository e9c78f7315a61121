"""Hồ sơ trình: list, gathering, recording that it was sent, approved or returned."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from departments.guard import require
from departments.roles import Capability
from reviews import packaging
from reviews.forms.package import (
    AddForm,
    ApproveForm,
    ArrangeForm,
    CorrectForm,
    GatherForm,
    PickForm,
    ReadyFilter,
    SendBackForm,
    SendForm,
)
from reviews.models import ProposalPackage, Review
from reviews.packages import lines_of, summaries, total_of
from tthc.core.attempt import attempt, paper
from tthc.core.not_now import NotNow
from tthc.core.paging import page_of
from tthc.core.seen import VersionForm
from tthc.workflow.panel import panel_for

PICKED_PER_PAGE = 100


def package_list(request):
    """Packages, the newest first, with their totals, and how many reviews wait for one."""
    user = request.user
    page = page_of(ProposalPackage.objects.visible_to(user).newest_first(), request.GET)
    may_make = user.may(Capability.PACKAGE)
    waiting = Review.objects.filter(department__agency=user.agency_id).ready_for_package()
    context = {
        "page": page,
        "summaries": summaries(page.object_list),
        "may_make": may_make,
        "waiting": waiting.count() if may_make else 0,
    }
    return render(request, "reviews/package_list.html", context)


def package_new(request):
    """Ticks accepted reviews in a list and starts a package with them."""
    require(request.user, Capability.PACKAGE)
    agency = request.user.department.agency
    picking, page = _ready(request, agency)
    initial = {"title": "Phương án đơn giản hóa thủ tục hành chính nội bộ"}
    form = GatherForm(request.POST or None, candidates=_candidates(request, page), initial=initial)
    status, package = attempt(
        form,
        lambda words: packaging.gather_package(
            agency, title=words["title"], reviews=form.picked(), by=request.user
        ),
    )
    if package:
        messages.success(request, "Đã lập hồ sơ trình. Ghi số và ngày tờ trình khi đã trình.")
        return redirect(package)
    context = {"picking": picking, "page": page, "form": form, "package": None}
    return render(request, "reviews/package_new.html", context, status=status)


def package_pick(request, pk: int):
    """Ticks further reviews for a package that is being put together."""
    package = _package(request, pk, "DRAFT")
    picking, page = _ready(request, package.agency)
    initial = {"version": package.version}
    form = AddForm(request.POST or None, candidates=_candidates(request, page), initial=initial)
    status, added = attempt(
        form,
        lambda words: packaging.add_to_package(
            package, reviews=form.picked(), by=request.user, seen_version=words["version"]
        ),
    )
    if added:
        messages.success(request, f"Đã thêm {len(form.picked())} rà soát.")
        return redirect(package)
    context = {"picking": picking, "page": page, "form": form, "package": package}
    return render(request, "reviews/package_new.html", context, status=status)


def package_edit(request, pk: int):
    """Title of a draft, and what is taken out of it."""
    package = _package(request, pk, "DRAFT")
    lines = lines_of(package)
    initial = {"version": package.version, "title": package.title}
    form = ArrangeForm(request.POST or None, lines=lines, ticked_at_first=False, initial=initial)
    status, arranged = attempt(
        form,
        lambda words: packaging.arrange_package(
            package, title=words["title"], out=form.ticked(), by=request.user, seen_version=words["version"]
        ),
    )
    if arranged:
        messages.success(request, "Đã lưu hồ sơ trình.")
        return redirect(package)
    context = {"package": package, "form": form, "total": total_of(lines)}
    return render(request, "reviews/package_edit.html", context, status=status)


def package_detail(request, pk: int):
    """The package as it was sent, or as it stands while it is being put together."""
    package = get_object_or_404(_found(request), pk=pk)
    lines = lines_of(package)
    context = {
        "package": package,
        "lines": lines,
        "total": total_of(lines),
        "approved_total": total_of(line for line in lines if line.item.is_approved),
        "panel": panel_for(package, request.user),
        "may_make": request.user.may(Capability.PACKAGE, package.agency),
    }
    return render(request, "reviews/package_detail.html", context)


def package_send(request, pk: int):
    """Number and day of the tờ trình; after this the figures are frozen."""
    package = _package(request, pk, "DRAFT")
    form = SendForm(request.POST or None, initial={"version": package.version})
    status, move = attempt(
        form, lambda words: packaging.send_package(package, by=request.user, **paper(words))
    )
    lines = lines_of(package)
    context = {"lines": lines, "total": total_of(lines)}
    return _recorded(request, package, form, status, move, "reviews/package_send.html", context)


def package_approve(request, pk: int):
    """Number and day of the decision, and which items it approves: all, unless a tick is taken away."""
    package = _package(request, pk, "SENT")
    lines = lines_of(package)
    initial = {"version": package.version}
    form = ApproveForm(request.POST or None, lines=lines, ticked_at_first=True, initial=initial)
    status, move = attempt(
        form,
        lambda words: packaging.approve_package(
            package,
            decision_number=words["decision_number"],
            decided_on=words["decided_on"],
            approved=form.ticked(),
            by=request.user,
            seen_version=words["version"],
        ),
    )
    context = {"total": total_of(lines)}
    return _recorded(request, package, form, status, move, "reviews/package_approve.html", context)


def package_send_back(request, pk: int):
    """The day on which the package came back, and why."""
    package = _package(request, pk, "SENT")
    form = SendBackForm(request.POST or None, initial={"version": package.version})
    status, move = attempt(
        form, lambda words: packaging.send_back_package(package, by=request.user, **paper(words))
    )
    return _recorded(request, package, form, status, move, "reviews/package_send_back.html", {})


def package_correct(request, pk: int):
    """Numbers and days that were typed in wrongly; what was sent and approved stays as it is."""
    package = get_object_or_404(_found(request), pk=pk)
    require(request.user, Capability.PACKAGE, package.agency)
    if package.is_draft:
        raise NotNow("Hồ sơ chưa trình, chưa có số và ngày để đính chính.", package)
    form = CorrectForm(request.POST or None, package=package)
    status, move = attempt(
        form, lambda words: packaging.correct_package(package, by=request.user, **paper(words))
    )
    return _recorded(request, package, form, status, move, "reviews/package_correct.html", {})


def package_drop(request, pk: int):
    """Gives a draft up, after asking."""
    package = _package(request, pk, "DRAFT")
    form = VersionForm(request.POST or None, initial={"version": package.version})
    status, dropped = attempt(
        form,
        lambda words: packaging.drop_package(package, by=request.user, seen_version=words["version"]),
    )
    if dropped:
        messages.success(request, "Đã bỏ hồ sơ đang gom. Các rà soát trong đó chờ gom trở lại.")
        return redirect("reviews:package_list")
    return render(request, "reviews/package_drop.html", {"package": package, "form": form}, status=status)


def _found(request):
    return ProposalPackage.objects.visible_to(request.user).select_related("agency")


def _package(request, pk: int, status: str) -> ProposalPackage:
    """A package in the person's scope, for who may work on it; what is posted too late the service refuses."""
    package = get_object_or_404(_found(request), pk=pk)
    require(request.user, Capability.PACKAGE, package.agency)
    if package.status != status and request.method == "GET":
        raise NotNow(f"Hồ sơ này {package.get_status_display().lower()}, không còn làm việc đó nữa.", package)
    return package


def _recorded(request, package, form, status, move, template, context):
    """To the package when the paper was recorded, otherwise its form again."""
    if move:
        messages.success(request, f"Đã ghi: {package}, {package.get_status_display().lower()}.")
        return redirect(package)
    return render(request, template, {"package": package, "form": form, **context}, status=status)


def _ready(request, agency):
    """The filter above the list of reviews to pick from, and the page of the list."""
    picking = ReadyFilter(request.GET, user=request.user)
    found = picking.narrow(Review.objects.filter(department__agency=agency))
    return picking, page_of(found, request.GET, PICKED_PER_PAGE)


def _candidates(request, page) -> list[Review]:
    """The page of the list, and what was ticked though it no longer stands there, so that no tick is lost in silence."""
    shown = list(page.object_list)
    missing = PickForm.ticked(request.POST) - {review.pk for review in shown}
    return shown + list(Review.objects.visible_to(request.user).with_list_columns().filter(pk__in=missing))
