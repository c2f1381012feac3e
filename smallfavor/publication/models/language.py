"""The language of a page, and answering in it whatever the reader's browser asks for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation


def languages() -> list[tuple[str, str]]:
    """The paper's languages, as choices."""
    return list(settings.LANGUAGES)


def default_language() -> str:
    return str(settings.LANGUAGE_CODE)


class SpokenPage:
    """A page that is served in its own language: it is one file, the same for every reader."""

    language: str

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
