"""The check between fetching in scope and acting: inside the scope but without the right is 403."""

from django.core.exceptions import PermissionDenied

from departments.roles import Capability


def require(user, capability: Capability, home=None) -> None:
    """Lets through who holds the right (for a unit or agency when given), otherwise answers 403 with a sentence."""
    if not user.may(capability, home):
        raise PermissionDenied(f"Vai trò của bạn không có quyền: {capability.label.lower()}.")
