from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "tthc.workflow"
    label = "workflow"
    verbose_name = "Đường đi của biểu mẫu"
