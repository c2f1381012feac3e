"""The words of each article, stemmed by its language: a column that the database itself keeps true.

Not a field of the model: Wagtail would copy it into every revision. The headline, which stands in Wagtail's own
table, is added when it is asked for (queries/related.py).
"""

from django.db import migrations

from smallfavor.publication.rules.search_words import CONFIGURATIONS, PLAIN


def _case() -> str:
    text = "coalesce(standfirst, '') || ' ' || coalesce(body, '')"
    branches = " ".join(
        f"WHEN '{language}' THEN to_tsvector('{configuration}'::regconfig, {text})"
        for language, configuration in sorted(CONFIGURATIONS.items())
    )
    return f"CASE lower(split_part(language, '-', 1)) {branches} ELSE to_tsvector('{PLAIN}'::regconfig, {text}) END"


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_pages")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE publication_article ADD COLUMN words tsvector GENERATED ALWAYS AS ({_case()}) STORED",
            "ALTER TABLE publication_article DROP COLUMN words",
        ),
    ]
