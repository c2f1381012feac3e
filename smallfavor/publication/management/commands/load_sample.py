"""`smallfavor load_sample`: the sample paper, for a look around."""

from typing import Any

from django.core.management.base import BaseCommand

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.publication.actions.load_sample import load_sample


class Command(BaseCommand):
    help = "Publishes the articles of the sample paper, The Harbour Courier. What is here already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        created = load_sample(today=current_paper().today(utcnow()))
        self.stdout.write(f"Sample articles published: {created}")
