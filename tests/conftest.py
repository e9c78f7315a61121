"""What every test may ask for; the rooms named here say what each fixture is."""

pytest_plugins = ["tests.missing", "tests.order", "tests.browser"]
