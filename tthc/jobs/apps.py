from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "tthc.jobs"
    label = "jobs"
    verbose_name = "Việc chạy nền"
