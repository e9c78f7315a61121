"""Every page of the application; each app names its own."""

from django.contrib import admin
from django.urls import include, path

handler403 = "tthc.core.not_now.denied"
urlpatterns = [
    path("quan-tri/", admin.site.urls),
    path("", include("departments.urls")),
    path("", include("tthc.workflow.urls")),
    path("", include("tthc.jobs.urls")),
    path("", include("procedures.urls")),
    path("", include("reviews.urls")),
    path("", include("plans.urls")),
    path("", include("exchange.urls")),
    path("", include("dashboards.urls")),
    path("", include("papers.urls")),
]
