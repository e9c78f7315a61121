from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Rà soát, phương án đơn giản hóa"

    def ready(self) -> None:
        from reviews import ways  # noqa: F401  tells the gate which way a review and a package go
