"""Who recorded that a milestone or task is done, and when: system time beside the business date."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_baselines'),
        ('procedures', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='milestone',
            name='recorded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='Ghi lúc'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='recorded_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Người ghi'),
        ),
        migrations.AddField(
            model_name='task',
            name='recorded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='Ghi lúc'),
        ),
        migrations.AddField(
            model_name='task',
            name='recorded_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Người ghi'),
        ),
        migrations.AlterField(
            model_name='plan',
            name='is_current',
            field=models.BooleanField(default=True, help_text='Mỗi cơ quan theo dõi một kế hoạch tại một thời điểm.', verbose_name='Đang theo dõi'),
        ),
    ]
