"""A baseline becomes a row of its own, so that freezing anew keeps the earlier one. No plan had one before."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_initial"),
        ("procedures", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="BaselineEntry"),
        migrations.RemoveConstraint(model_name="plan", name="plan_baseline_by_whom_and_when"),
        migrations.RemoveField(model_name="plan", name="baseline_by"),
        migrations.RemoveField(model_name="plan", name="baseline_on"),
        migrations.CreateModel(
            name='Baseline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frozen_on', models.DateField(verbose_name='Ngày chốt')),
                ('reason', models.TextField(blank=True, verbose_name='Lý do chốt lại')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='Ghi lúc')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Người chốt')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='baselines', to='plans.plan')),
            ],
            options={
                'verbose_name': 'danh mục nền',
                'verbose_name_plural': 'danh mục nền',
                'ordering': ['-frozen_on'],
            },
        ),
        migrations.CreateModel(
            name='BaselineEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('baseline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='plans.baseline')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure')),
            ],
        ),
        migrations.AddConstraint(
            model_name='baseline',
            constraint=models.UniqueConstraint(fields=('plan', 'frozen_on'), name='baseline_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='baselineentry',
            constraint=models.UniqueConstraint(fields=('baseline', 'procedure'), name='baseline_procedure_once'),
        ),
    ]
