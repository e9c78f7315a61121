"""The programme, under /ke-hoach/, and what gets in its way, under /vuong-mac/."""

from django.urls import path

from plans import difficulty_views, views

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", views.plan_list, name="plan_list"),
    path("ke-hoach/nhap/", views.plan_seed, name="plan_seed"),
    path("ke-hoach/<int:pk>/", views.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/danh-muc-nen/", views.baseline_freeze, name="baseline_freeze"),
    path("ke-hoach/moc/<int:pk>/xong/", views.milestone_done, name="milestone_done"),
    path("ke-hoach/nhiem-vu/<int:pk>/xong/", views.task_done, name="task_done"),
    path("vuong-mac/", difficulty_views.difficulty_list, name="difficulty_list"),
    path("vuong-mac/bao/", difficulty_views.difficulty_new, name="difficulty_new"),
    path("vuong-mac/trinh-giam-doc/", difficulty_views.difficulty_gather, name="difficulty_gather"),
    path("vuong-mac/<int:pk>/", difficulty_views.difficulty_detail, name="difficulty_detail"),
    path("vuong-mac/<int:pk>/<slug:key>/", difficulty_views.difficulty_move, name="difficulty_move"),
]
