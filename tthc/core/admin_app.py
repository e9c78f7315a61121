"""Django's admin with the site of this project."""

from django.contrib.admin.apps import AdminConfig


class OfficeAdminConfig(AdminConfig):
    default_site = "tthc.core.admin_site.OfficeAdminSite"
