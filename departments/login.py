"""Logging in, and logging in again in the middle of writing without losing a word."""

from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from departments.forms import LoginForm
from departments.kept_words import pack, unpack


class OfficeLoginView(LoginView):
    template_name = "departments/login.html"
    authentication_form = LoginForm

    def form_valid(self, form):
        """Words that the page has carried along go up again, for their writer alone."""
        words = unpack(self.request.POST.get("kept", ""))
        if words is None:
            return super().form_valid(form)
        if form.get_user().pk != words.writer:
            form.add_error(
                None,
                f"Chữ chưa lưu là của {words.writer_name}. Đăng nhập bằng tài khoản đó để lưu, "
                "hoặc bỏ chữ đó bằng liên kết bên dưới.",
            )
            return self.form_invalid(form)
        login(self.request, form.get_user())
        return render(self.request, "departments/login_words.html", {"words": words})

    def get_context_data(self, **kwargs):
        kept = self.request.POST.get("kept", "")
        return super().get_context_data(kept=kept, words=unpack(kept), **kwargs)


def ask_for_login(request: HttpRequest, sentence: str) -> HttpResponse:
    """The answer to words sent without their writer being logged in: nothing is stored, nothing is lost."""
    if request.accepts("text/html"):
        kept = pack(request)
        context = {"form": LoginForm(request), "kept": kept, "words": unpack(kept), "sentence": sentence}
        return render(request, "departments/login.html", context, status=401)
    login_url = f"{reverse('departments:login')}?next={reverse('departments:login_again')}"
    return JsonResponse({"sentence": sentence, "login": login_url}, status=401)
