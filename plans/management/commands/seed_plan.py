"""manage.py seed_plan --agency SHORT: enters the plan of 2022-2025 for an agency."""

from django.core.management.base import BaseCommand, CommandError

from departments.named import agency_named
from plans.seeding import seed_plan_2022_2025
from tthc.core.refusal import Refusal


class Command(BaseCommand):
    help = "Nhập kế hoạch rà soát TTHC nội bộ 2022-2025 (mốc, chỉ tiêu, nhiệm vụ) cho một cơ quan."

    def add_arguments(self, parser):
        parser.add_argument("--agency", required=True, help="Tên ngắn của cơ quan, ví dụ “Sở KH&CN”.")

    def handle(self, *args, agency, **options):
        found = agency_named(agency)
        had_plans = found.plans.count()
        try:
            plan = seed_plan_2022_2025(found)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        done = "Đã nhập" if found.plans.count() > had_plans else "Đã có từ trước, giữ nguyên"
        self.stdout.write(
            f"{done}: {plan} ({plan.milestones.count()} mốc, chỉ tiêu; {plan.tasks.count()} nhiệm vụ)."
        )
