"""No account of the demonstration meets a dead link."""

from demo.management.commands.demo import ACCOUNTS
from tests.demo.walking import walk


def test_no_link_is_dead(demo):
    dead = {account: walk(account)[1] for account in ACCOUNTS}

    assert dead == {account: {} for account in ACCOUNTS}
