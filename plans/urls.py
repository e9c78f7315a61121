"""The programme, under /ke-hoach/."""

from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", views.plan_list, name="plan_list"),
    path("ke-hoach/nhap/", views.plan_seed, name="plan_seed"),
    path("ke-hoach/<int:pk>/", views.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/danh-muc-nen/", views.baseline_freeze, name="baseline_freeze"),
    path("ke-hoach/moc/<int:pk>/xong/", views.milestone_done, name="milestone_done"),
    path("ke-hoach/nhiem-vu/<int:pk>/xong/", views.task_done, name="task_done"),
]
