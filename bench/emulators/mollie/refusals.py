"""Why a call is refused, as Mollie says it. Nothing is changed by a refused call."""

from typing import Any

DOCUMENTATION = {"documentation": {"href": "https://docs.mollie.com/reference/handling-errors", "type": "text/html"}}
TITLES = {
    400: "Bad Request", 401: "Unauthorized Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 410: "Gone",
    422: "Unprocessable Entity", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip


class Refused(Exception):
    """Raised when a call can't be done."""

    def __init__(self, status: int, detail: str, field: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.body = error_body(status, detail, field)


def error_body(status: int, detail: str = "", field: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {
        "status": status,
        "title": TITLES.get(status, "Error"),
        "detail": detail or f"The call was answered with {status}",
        "_links": DOCUMENTATION,
    }
    return {**body, "field": field} if field else body


def invalid(field: str, detail: str) -> Refused:
    return Refused(422, detail, field)


def missing(what: str) -> Refused:
    return Refused(404, f"No {what} exists with this token.")
