"""Acts on people's accounts."""

from django.db import transaction


@transaction.atomic
def record_password_change(form) -> None:
    """Saves a valid password form and lets the person work on: the password is now of their own choosing."""
    user = form.save(commit=False)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
