"""How long the lists and overviews take on a Sở of SIZE procedures: `make bench`, `make bench SIZE=6000`.

A throw-away SQLite database; every page of the access matrix whose address takes no argument, asked for by the role
that sees most, five times. Prints the middle and the longest time, the queries and the size of the answer.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5


def fill(size: int, world) -> None:
    """Procedures in every status, half of the accepted ones reviewed with cost lines; announced, sent, in a plan."""
    from plans.seeding import seed_plan_2022_2025
    from plans.services import freeze_baseline
    from procedures.models import DossierItem, Procedure, Step
    from reviews.models import CostLine, Review
    from tests import factories
    from tthc.core.text import fold, sort_key
    from tthc.workflow.enums import FormStatus

    units = [world.own, world.other, *(factories.a_department(agency=world.own.agency) for _ in range(10))]
    stamps = {status: factories.borne_stamps(status, world.own) for status in FormStatus}
    statuses = [FormStatus.ACCEPTED] * 5 + list(FormStatus)
    questionnaire = factories.a_questionnaire()
    procedures = []
    for number in range(size):
        status = statuses[number % len(statuses)]
        name = f"Thủ tục đo thời gian số {number} về quản lý khoa học và công nghệ"
        procedures.append(
            Procedure(
                department=units[number % len(units)],
                name=name,
                folded=fold(name),
                sort_key=sort_key(name),
                status=status,
                **stamps[status],
            )
        )
    Procedure.objects.bulk_create(procedures, batch_size=500)
    Step.objects.bulk_create(
        [
            Step(procedure=procedure, position=n, work="Việc", actor="Ai")
            for procedure in procedures
            for n in (1, 2, 3)
        ],
        batch_size=500,
    )
    DossierItem.objects.bulk_create(
        [
            DossierItem(procedure=procedure, position=n, name="Giấy tờ", originals=1)
            for procedure in procedures
            for n in (1, 2, 3)
        ],
        batch_size=500,
    )
    accepted = [procedure for procedure in procedures if procedure.status == FormStatus.ACCEPTED]
    reviews = [
        Review(
            procedure=procedure,
            department=procedure.department,
            questionnaire=questionnaire,
            hourly_income=48248,
            income_source="minh họa",
            conclusion="KEEP",
            status=FormStatus.ACCEPTED,
            cost_current=1000,
            cost_proposed=1000,
            **stamps[FormStatus.ACCEPTED],
        )
        for procedure in accepted[::2]
    ]
    Review.objects.bulk_create(reviews, batch_size=500)
    CostLine.objects.bulk_create(
        [
            CostLine(review=review, position=n, task="Việc", current_hours=1)
            for review in reviews
            for n in (1, 2, 3)
        ],
        batch_size=500,
    )
    for start in range(0, len(accepted), 50):
        factories.an_announcement(*accepted[start : start + 50])
    for start in range(0, len(reviews), 50):
        factories.a_package(*reviews[start : start + 50])
    plan = seed_plan_2022_2025(world.own.agency)
    freeze_baseline(plan, by=world.people["office"], on=date(2023, 12, 1))


def measure(url: str, user) -> str:
    """One line of the report."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        response = client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        times.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return (
        f"{statistics.median(times):7.0f} {max(times):7.0f} {len(queries):6d} {len(body) / 1024:7.0f}  {url}"
    )


def main(size: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.urls import reverse

    from tests.access.every import ALL_ROWS
    from tests.access.table import a_world, nothing

    call_command("migrate", verbosity=0)
    world = a_world()
    started = time.perf_counter()
    fill(size, world)
    lines = [f"{size} procedures written in {time.perf_counter() - started:.0f} s", ""]
    lines.append(f"{'ms':>7} {'max ms':>7} {'SQL':>6} {'kB':>7}  page")
    for row in ALL_ROWS:
        readers = [column for column in ("office", "admin", "staff_own") if row.expected[column] == 200]
        if row.method == "GET" and row.subject is nothing and readers:
            lines.append(measure(reverse(row.url_name), world.people[readers[0]]))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tthc-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        }
        sys.path.insert(0, str(ROOT))
        main(int(sys.argv[1]))
