"""People: login, logout, password."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import path, reverse_lazy

from departments import views
from departments.forms import ResetPasswordForm
from departments.login import OfficeLoginView

app_name = "departments"
urlpatterns = [
    path("dang-nhap/", login_not_required(OfficeLoginView.as_view()), name="login"),
    path("dang-nhap/xong/", views.login_again, name="login_again"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("thay-mat/", views.delegation_list, name="delegation_list"),
    path("thay-mat/<int:pk>/thoi/", views.delegation_revoke, name="delegation_revoke"),
    path("huong-dan/", views.help, name="help"),
    path("huong-dan/<slug:slug>/", views.help, name="help_role"),
    path("mat-khau/", views.password_change, name="password_change"),
    path(
        "quen-mat-khau/",
        login_not_required(
            auth.PasswordResetView.as_view(
                template_name="departments/password_reset.html",
                email_template_name="departments/password_reset_email.txt",
                subject_template_name="departments/password_reset_subject.txt",
                success_url=reverse_lazy("departments:password_reset_sent"),
            )
        ),
        name="password_reset",
    ),
    path(
        "quen-mat-khau/da-gui/",
        login_not_required(
            auth.PasswordResetDoneView.as_view(template_name="departments/password_reset_sent.html")
        ),
        name="password_reset_sent",
    ),
    path(
        "dat-lai-mat-khau/<uidb64>/<token>/",
        login_not_required(
            auth.PasswordResetConfirmView.as_view(
                template_name="departments/password_reset_confirm.html",
                form_class=ResetPasswordForm,
                success_url=reverse_lazy("departments:password_reset_done"),
            )
        ),
        name="password_reset_confirm",
    ),
    path(
        "dat-lai-mat-khau/xong/",
        login_not_required(
            auth.PasswordResetCompleteView.as_view(template_name="departments/password_reset_done.html")
        ),
        name="password_reset_done",
    ),
]
