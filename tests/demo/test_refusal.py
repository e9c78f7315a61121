"""Data that may be real is left alone. Not in built/, where the demonstration is there meanwhile."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from demo.building import build_demo, obstacles_to_build
from departments.roles import Role
from procedures.models import Procedure
from tests.factories import a_user, an_agency
from tthc.core.refusal import Refusal


def test_building_is_refused_on_a_database_with_other_data(db):
    an_agency(name="Sở Thật")

    with pytest.raises(Refusal) as refused:
        build_demo()

    assert refused.value.sentences == (
        "Cơ sở dữ liệu này đã có dữ liệu (1 cơ quan) nên không thêm dữ liệu minh họa. "
        "Hãy trỏ DATABASE_URL tới một cơ sở dữ liệu trống rồi chạy lại.",
    )
    assert Procedure.objects.count() == 0


def test_an_administrator_alone_is_no_obstacle_but_a_taken_name_is(db):
    a_user(Role.ADMIN, username="root")

    assert obstacles_to_build() == []

    a_user(Role.ADMIN, username="quantri")

    assert obstacles_to_build() == [
        "Tài khoản quản trị quantri trùng tên với tài khoản minh họa. Hãy đổi tên tài khoản đó rồi chạy lại."
    ]


def test_command_refuses_other_data_in_one_sentence_and_lists_no_accounts(db):
    an_agency()

    with pytest.raises(CommandError, match="đã có dữ liệu"):
        call_command("demo")

    out = StringIO()
    call_command("demo", "--accounts", stdout=out)
    assert out.getvalue() == ""
