"""The navigation of every page: what a person's rights open, in the office's words."""

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from dashboards.queues import is_returned_to, waits_for
from departments.models import User
from departments.roles import Capability
from plans.models import Difficulty
from procedures.models import Procedure
from reviews.models import Review
from tthc.workflow.models import Notice

C = Capability
# (group, label, URL name, path prefix that counts as "here", right it takes, or one of several; None = whoever is logged in)
ENTRIES = (
    ("", "Việc của tôi", "dashboards:desk", None),
    ("", "Thông báo", "workflow:notice_list", None),
    ("", "Thủ tục", "procedures:procedure_list", C.VIEW),
    ("", "Rà soát", "reviews:review_list", C.VIEW),
    ("", "Hồ sơ trình", "reviews:package_list", C.VIEW),
    ("", "Thực thi", "reviews:enforcement_list", C.VIEW),
    ("", "Công bố", "procedures:announcement_list", C.VIEW),
    ("", "Văn bản", "procedures:document_list", C.VIEW),
    ("Theo dõi", "Tiến độ", "dashboards:progress", C.FIGURES),
    ("Theo dõi", "Chi phí", "dashboards:costs", C.FIGURES),
    ("Theo dõi", "Kế hoạch, mốc", "plans:plan_list", C.VIEW),
    ("Theo dõi", "Vướng mắc", "plans:difficulty_list", C.VIEW_DRAFTS),
    ("Theo dõi", "Khai thống kê đủ", "procedures:declaration_list", C.VIEW),
    ("Khác", "Văn bản, biểu mẫu", "papers:paper_list", C.VIEW),
    ("Khác", "Nhập, xuất Excel", "exchange:session_list", C.VIEW),
    ("Khác", "Nhập từ cổng", "procedures:portal_import", C.IMPORT),
    ("Khác", "Bàn giao biểu mẫu", "workflow:hand_over", (C.DRAFT, C.MASTER_DATA)),
    ("Khác", "Giao thay mặt", "departments:delegation_list", C.AGREE),
    ("Khác", "Việc chạy nền", "jobs:job_list", None),
    ("Khác", "Danh mục công khai", "procedures:public_list", None),
    ("Khác", "Quản trị", "admin:index", C.MASTER_DATA),
    ("Khác", "Hướng dẫn", "departments:help", None),
)


def navigation(request) -> dict:
    """Groups of entries for templates/base.html; nothing for who is not logged in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    counts = counts_of(user)
    groups: dict[str, list[dict]] = {}
    for group, label, name, right in ENTRIES:
        rights = right if isinstance(right, tuple) else (right,)
        if right is not None and not any(user.holds(one) for one in rights):
            continue
        count = {"count": counts[name]} if counts.get(name) else {}
        groups.setdefault(group, []).append({"label": label, "url": reverse(name)} | count)
    here = max(
        (item["url"] for items in groups.values() for item in items if is_within(request.path, item["url"])),
        key=len,
        default="",
    )
    for items in groups.values():
        for item in items:
            item["current"] = item["url"] == here
    return {"navigation": [{"label": label, "items": items} for label, items in groups.items()]}


def counts_of(user: User) -> dict[str, int]:
    """{URL name: how much waits there for this person}, in one query: it runs on every page."""
    waiting = waits_for(user) | is_returned_to(user)
    counted = {
        "unread": Notice.objects.visible_to(user).unread(),
        "procedures": Procedure.objects.filter(waiting),
        "reviews": Review.objects.filter(waiting),
        "difficulties": Difficulty.objects.waiting_for(user),
    }
    subqueries = {name: _count(rows) for name, rows in counted.items()}
    found = User.objects.filter(pk=user.pk).values(**subqueries).get()
    return {
        "dashboards:desk": found["procedures"] + found["reviews"],
        "workflow:notice_list": found["unread"],
        "plans:difficulty_list": found["difficulties"],
    }


def _count(rows: QuerySet) -> Coalesce:
    """The number of some rows, as part of another query."""
    one_group = rows.order_by().annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(one_group.annotate(count=Count("pk")).values("count")), 0)


def is_within(path: str, url: str) -> bool:
    """Whether a page belongs to an entry; every address begins with that of the start page, which has no pages below."""
    return path == url if url == reverse("dashboards:desk") else path.startswith(url)
