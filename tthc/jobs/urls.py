"""One's own background jobs."""

from django.urls import path

from tthc.jobs import views

app_name = "jobs"
urlpatterns = [
    path("viec-nen/", views.job_list, name="job_list"),
    path("viec-nen/<int:pk>/", views.job_detail, name="job_detail"),
    path("viec-nen/<int:pk>/tep/", views.job_file, name="job_file"),
    path("viec-nen/<int:pk>/dung/", views.job_cancel, name="job_cancel"),
    path("viec-nen/<int:pk>/lam-lai/", views.job_again, name="job_again"),
]
