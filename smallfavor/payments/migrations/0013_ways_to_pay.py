from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0012_second_tries_and_expected_days")]

    operations = [
        migrations.AddField(
            model_name="instrumentsetup",
            name="method",
            field=models.CharField(blank=True, default="", help_text="Which way to pay its page saves", max_length=40),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(paid_at__isnull=False, request_key__isnull=False),
                fields=["currency", "paid_at"],
                name="payment_chosen",
            ),
        ),
    ]
