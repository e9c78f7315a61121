"""Notices, and handing forms over. The pages of moves and remarks are named by the apps whose subjects move."""

from django.urls import path

from tthc.workflow import hand_over_views, notice_views

app_name = "workflow"
urlpatterns = [
    path("thong-bao/", notice_views.notice_list, name="notice_list"),
    path("thong-bao/<int:pk>/mo/", notice_views.notice_open, name="notice_open"),
    path("thong-bao/da-xem/", notice_views.notices_read, name="notices_read"),
    path("thong-bao/nhan-thu/", notice_views.mail_mode, name="mail_mode"),
    path("ban-giao/", hand_over_views.hand_over_page, name="hand_over"),
]
