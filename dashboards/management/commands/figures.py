"""manage.py figures: the director's dashboard as text or JSON, as at any day."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboards.exact import overview_as_json
from dashboards.measures import SHADES
from dashboards.milestones import Progress
from dashboards.overview import Overview, overview
from dashboards.queries import Programme, read_programme
from plans.models import Plan
from tthc.core.display import day, money, number, percent
from tthc.core.reading import read_date

WAY = ("scope", "inventoried", "announced", "published", "reviewed", "approved", "in_force")
HEADINGS = ("Phạm vi", "Thống kê", "Công bố", "Công khai", "Rà soát", "Phê duyệt", "Thực thi")


class Command(BaseCommand):
    help = "Số liệu tiến độ, cắt giảm của kế hoạch đang theo dõi, tính đến cuối một ngày bất kỳ."

    def add_arguments(self, parser):
        parser.add_argument("--as-at", help="ngày, dạng 2024-11-30 hoặc 30/11/2024; để trống là hôm nay")
        parser.add_argument("--department", help="mã đơn vị; để trống là cả cơ quan")
        parser.add_argument("--agency", help="tên ngắn của cơ quan; cần khi có nhiều cơ quan")
        parser.add_argument("--json", action="store_true", help="in JSON với số chính xác")

    def handle(self, *, as_at, department, agency, json: bool, **options):
        as_at = day_asked_for(as_at)
        programme = read_programme(plan_asked_for(agency))
        unit = unit_asked_for(programme, department) if department is not None else None
        found = overview(programme, as_at, unit=unit)
        self.stdout.write(as_json(found) if json else as_text(found))


def day_asked_for(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        as_at = read_date(text)
    except ValueError as fault:
        raise CommandError(str(fault)) from None
    if as_at > timezone.localdate():
        raise CommandError(
            f"Ngày {day(as_at)} chưa đến; chỉ tính được đến hôm nay ({day(timezone.localdate())})."
        )
    return as_at


def plan_asked_for(agency: str | None) -> Plan:
    followed = Plan.objects.current().select_related("agency").order_by("agency__short_name")
    known = [plan.agency.short_name for plan in followed]
    if not known:
        raise CommandError(
            "Chưa có kế hoạch nào đang theo dõi. Nhập kế hoạch bằng lệnh seed_plan hoặc trong Quản trị."
        )
    if agency is None and len(known) > 1:
        raise CommandError(
            f"Có nhiều cơ quan, hãy ghi --agency. Các cơ quan có kế hoạch: {', '.join(known)}."
        )
    found = [plan for plan in followed if agency is None or plan.agency.short_name == agency]
    if not found:
        raise CommandError(
            f"Không có cơ quan tên ngắn “{agency}” đang theo dõi kế hoạch. Các cơ quan có kế hoạch: {', '.join(known)}."
        )
    return found[0]


def unit_asked_for(programme: Programme, code: str):
    found = next((unit for unit in programme.units if unit.code == code), None)
    if found is None:
        known = ", ".join(unit.code for unit in programme.units)
        raise CommandError(f"Không có đơn vị mã “{code}”. Các mã: {known or 'chưa có đơn vị nào'}.")
    return found


def as_json(found: Overview) -> str:
    return json.dumps(overview_as_json(found), ensure_ascii=False, indent=2)


def as_text(found: Overview) -> str:
    figures, plan = found.figures, found.programme.plan
    base = "danh mục nền" if found.is_baseline_frozen else "tạm tính, chưa chốt danh mục nền"
    undeclared = ", ".join(unit.code for unit in found.undeclared)
    lines = [
        f"{plan.agency.name}: {plan.title}",
        f"Số liệu đến hết ngày {day(found.as_at)}",
        f"Chưa khai thống kê đủ: {undeclared}" if undeclared else "Mọi đơn vị đã khai thống kê đủ.",
        "",
        "Mốc, chỉ tiêu",
        *(f"  {milestone_line(milestone)}" for milestone in found.milestones),
        "",
        f"Cắt giảm số thủ tục ({base})",
        *(
            f"  {words:<10} {share_text(figures.cut_in_number(shade)):<24} mọi hình thức {share_text(figures.simplified(shade))}"
            for shade, words in SHADES.items()
        ),
        "",
        f"Chi phí tuân thủ: {money(figures['costed'].amount)}/năm của {number(figures['costed'].count)} thủ tục;"
        f" chưa có số liệu {number(figures['uncosted'].count)}; ước tính lại {money(figures['reestimated'].amount)}",
        *(
            f"  {words:<10} tiết kiệm {money(figures[f'simplified_{shade}'].amount)} = "
            f"{percent(figures.cut_in_cost(shade).percent, 2)}; còn {money(figures.cost_after(shade))}"
            for shade, words in SHADES.items()
        ),
        "",
        *table(found),
    ]
    return "\n".join(lines)


def milestone_line(found: Progress) -> str:
    standing = ", ".join(filter(None, [found.label, found.punctuality]))
    if found.share is None:
        return f"{found.milestone.title}: {standing}"
    whole = money if found.is_amount else number
    actual = f"{percent(found.share.percent, 2)} ({whole(found.share.part)} / {whole(found.share.whole)})"
    return f"{found.milestone.title}, chỉ tiêu {percent(found.milestone.target, 0)}: {actual}; {standing}"


def share_text(share) -> str:
    return f"{number(share.part)} / {number(share.whole)} = {percent(share.percent, 2)}"


def table(found: Overview) -> list[str]:
    """One line per unit, columns aligned, the sum last."""
    rows = [
        (line.unit.code, *(number(line.figures[key].count) for key in WAY), line.state.label)
        for line in found.lines
    ]
    rows.append(("Cộng", *(number(found.figures[key].count) for key in WAY), ""))
    rows.insert(0, ("Đơn vị", *HEADINGS, "Tình trạng"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(WAY) + 1)]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:], strict=True)),
                row[-1],
            ]
        ).rstrip()
        for row in rows
    ]
