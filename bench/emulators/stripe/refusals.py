"""Why a call is refused: errors in Stripe's shape. Not here: which call is refused when."""

from typing import Any


class Refused(Exception):
    """Raised when a call can't be done. `kept`: the refusal is stored under the call's idempotency key."""

    def __init__(self, status: int, kind: str, message: str, *, kept: bool = True, **details: Any) -> None:
        super().__init__(message)
        self.status = status
        self.kept = kept
        told = {name: value for name, value in details.items() if value not in (None, "")}
        self.body: dict[str, Any] = {"error": {"type": kind, "message": message, **told}}


def invalid(message: str, *, param: str = "", code: str = "", **details: Any) -> Refused:
    """400 `invalid_request_error`."""
    return Refused(400, "invalid_request_error", message, param=param, code=code, **details)


def unread(message: str, *, param: str = "", code: str = "") -> Refused:
    """The same for a call that never began: nothing is kept under its key."""
    return Refused(400, "invalid_request_error", message, kept=False, param=param, code=code)


def missing(kind: str, object_id: str, *, param: str = "id") -> Refused:
    """404 `resource_missing`, as for an id that was never given out."""
    plain = kind.replace("checkout.session", "checkout.session").replace("_", "")
    return Refused(
        404, "invalid_request_error", f"No such {plain}: '{object_id[:60]}'", code="resource_missing", param=param
    )


def server_error(status: int) -> dict[str, Any]:
    """What stands in an answer that is a fault on order."""
    if status == 429:
        return {
            "error": {
                "type": "invalid_request_error",
                "code": "rate_limit",
                "message": "Request rate limit exceeded.",
            }
        }
    if status == 409:
        return {
            "error": {
                "type": "invalid_request_error",
                "code": "idempotency_key_in_use",
                "message": "There is currently another in-progress request using this Stripe idempotent key.",
            }
        }
    if status in (401, 403):
        return {"error": {"type": "invalid_request_error", "message": "You do not have access to this."}}
    return {"error": {"type": "api_error", "message": "An unknown error occurred."}}
