from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "tthc.core"
    label = "core"
