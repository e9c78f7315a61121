"""Who may come in: whoever is logged in, as the one who wrote what is sent, with a password of their own choosing."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect
from django.utils.decorators import sync_only_middleware

from departments.kept_words import writer_of
from departments.login import ask_for_login

ALLOWED = {"departments:password_change", "departments:logout"}


class LoginRequired(LoginRequiredMiddleware):
    """Login by default; words sent after the session has ended, or in another's session, wait for their writer."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        writer = writer_of(request)
        if writer and request.user.is_authenticated and request.user.pk != writer:
            return ask_for_login(request, f"đang đăng nhập bằng tài khoản khác ({request.user}).")
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if writer_of(request):
            return ask_for_login(request, "phiên đăng nhập đã hết.")
        return super().handle_no_permission(request, view_func)


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
