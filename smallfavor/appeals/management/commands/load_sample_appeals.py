from django.core.management.base import BaseCommand

from smallfavor.appeals.actions.load_sample import load_sample_appeals
from smallfavor.core.clock import utcnow


class Command(BaseCommand):
    help = "Load the sample paper's pleas (header link, banner, after the article), where they don't exist yet."

    def handle(self, *args: object, **options: object) -> None:
        made = load_sample_appeals(now=utcnow())
        self.stdout.write(f"{len(made)} pleas loaded." if made else "The sample pleas were there already.")
