"""`smallfavor embed-tag`: what another site puts into its pages, with this installation's addresses in it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string

from smallfavor.appeals.templatetags.appeals import evergreen_plea, support_link
from smallfavor.core.origins import form_origins
from smallfavor.core.signature import public_key


class Command(BaseCommand):
    help = "Print the tag for another site's pages, a plea for pages without scripts, a plain link, and the policy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _ in settings.LANGUAGES]
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        paper, language = settings.BASE_URL, options["language"]
        plea = render_to_string("appeals/evergreen_plea.html", evergreen_plea(language)).strip()
        link = render_to_string("appeals/support_link.html", support_link(language)).strip()
        plea, link = (part.replace('href="/', f'href="{paper}/') for part in (plea, link))
        origins = " ".join(form_origins())
        parts = (
            ("The tag, at the end of the page's body",
             f'<script defer src="{paper}/appeals/embed.js" data-paper="{public_key()}"></script>'),
            ("Where the article ends, for pages without scripts", f"<noscript>\n  {plea}\n</noscript>"),
            ("A plain link, whose words a header plea may change", link),
            ("Where the site sends a Content-Security-Policy, it needs this besides",
             f"script-src {paper}; connect-src {origins}"),
        )  # fmt: skip
        for title, text in parts:
            self.stdout.write(f"# {title}\n{text}\n\n")
        if not settings.RETURN_ORIGINS:
            self.stdout.write(
                "# Set RETURN_ORIGINS to that site, so that readers may be led back to it after giving.\n"
            )
