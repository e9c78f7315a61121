"""Nobody works on with a password that somebody else chose."""

from django.shortcuts import redirect
from django.utils.decorators import sync_only_middleware

ALLOWED = {"departments:password_change", "departments:logout"}


@sync_only_middleware
def first_password_change(get_response):
    """Sends a person with a first password to the page where it is changed, whatever page was asked for."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        user = request.user
        if (
            user.is_authenticated
            and user.must_change_password
            and request.resolver_match.view_name not in ALLOWED
        ):
            return redirect("departments:password_change")
        return None

    middleware.process_view = process_view
    return middleware
