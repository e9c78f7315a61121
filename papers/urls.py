"""Papers: lists, making, proof."""

from django.urls import path

from papers import views

app_name = "papers"
urlpatterns = [
    path("giay-to/", views.paper_list, name="paper_list"),
    path("giay-to/lap/<slug:key>/<int:pk>/", views.paper_make, name="paper_make"),
    path("giay-to/<slug:code>/", views.proof, name="proof"),
]
