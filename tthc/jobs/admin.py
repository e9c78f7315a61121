"""What runs in the background is followed on its own page, in Vietnamese, not among the data of the admin."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
