"""Figures, and the start page."""

from django.urls import path

from dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("tien-do/", views.progress, name="progress"),
    path("tien-do/danh-sach/", views.rows, name="rows"),
    path("tien-do/danh-sach/xuat-excel/", views.rows_sheet, name="rows_sheet"),
    path("chi-phi/", views.costs, name="costs"),
]
