from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0002_words")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="sensitive",
            field=models.BooleanField(
                default=False,
                help_text="Grief, violence, a plea for others: only pleas that are marked as gentle stand on it",
                verbose_name="nobody is asked here",
            ),
        ),
    ]
