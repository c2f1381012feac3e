"""A page of the paper: answered in its own language whatever the browser asks for, at the paper's own address."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from wagtail.models import Page


def languages() -> list[tuple[str, str]]:
    """The paper's languages, as choices."""
    return list(settings.LANGUAGES)


def default_language() -> str:
    return str(settings.LANGUAGE_CODE)


class SpokenPage:
    """A page that is served in its own language: it is one file, the same for every reader."""

    language: str
    url: str
    # The front page above, once it was asked for: every block of a page's template needs it.
    known_edition: Page | None = None

    @property
    def public_address(self) -> str:
        """The page's address as the world knows it, from BASE_URL; Wagtail's own host name is not asked."""
        return f"{settings.BASE_URL}{self.url}"

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        with translation.override(self.language):
            answer: HttpResponse = super().serve(request, *args, **kwargs)  # type: ignore[misc]
            if isinstance(answer, TemplateResponse):
                answer.render()
        answer["Content-Language"] = self.language
        return answer

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        with translation.override(self.language):
            answer: HttpResponse = super().serve_preview(request, mode_name)  # type: ignore[misc]
            if isinstance(answer, TemplateResponse):
                answer.render()
        return answer
