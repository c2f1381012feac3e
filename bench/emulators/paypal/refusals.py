"""Refusals in PayPal's own shape. Nothing is changed by a refused call."""

import secrets
from typing import Any

NAMES = {
    400: "INVALID_REQUEST", 403: "NOT_AUTHORIZED", 404: "RESOURCE_NOT_FOUND", 409: "RESOURCE_CONFLICT",
    422: "UNPROCESSABLE_ENTITY", 429: "RATE_LIMIT_REACHED", 500: "INTERNAL_SERVER_ERROR", 503: "SERVICE_UNAVAILABLE",
}  # fmt: skip


class Refused(Exception):
    """Raised when a call can't be done: a status, PayPal's word for why."""

    def __init__(self, status: int, issue: str = "", field: str = "") -> None:
        super().__init__(f"{status} {issue} {field}")
        self.status = status
        self.body = error_body(status, issue, field)


def error_body(status: int, issue: str = "", field: str = "") -> dict[str, Any]:
    if status == 401:
        return {"error": "invalid_client", "error_description": "Client Authentication failed"}
    detail = {"issue": issue, "description": issue.replace("_", " ").capitalize()} | ({"field": field} if field else {})
    return {
        "name": NAMES.get(status, f"STATUS_{status}"),
        "message": f"The call was answered with {status}.",
        "debug_id": secrets.token_hex(7),
        "details": [detail] if issue else [],
    }


def missing() -> Refused:
    return Refused(404, "INVALID_RESOURCE_ID")


def unprocessable(issue: str, field: str = "") -> Refused:
    return Refused(422, issue, field)
