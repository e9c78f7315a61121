from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch, mốc, nhiệm vụ"

    def ready(self) -> None:
        from plans import ways  # noqa: F401  tells the gate which way a difficulty goes
