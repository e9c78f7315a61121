from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "procedures"
    verbose_name = "Thủ tục hành chính nội bộ"

    def ready(self) -> None:
        from procedures import ways  # noqa: F401  tells the gate which way an inventory form goes
