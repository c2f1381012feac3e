from django.core.management.base import BaseCommand

from smallfavor.core.clock import utcnow
from smallfavor.insight.results.sample import load_sample_results


class Command(BaseCommand):
    help = "Load a made-up test of the sample paper's plea, with readers and gifts, where it was never tested."

    def handle(self, *args: object, **options: object) -> None:
        made = load_sample_results(now=utcnow())
        self.stdout.write(f"{made} gifts loaded." if made else "There was nothing to load.")
