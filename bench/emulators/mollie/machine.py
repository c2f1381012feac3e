"""What every request works with, and how answers leave: checked, never as they happen to be."""

import hmac
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from bench.emulators.mollie.client_names import strangers
from bench.emulators.mollie.refusals import Refused
from bench.emulators.mollie.schema import AnswerWrong, check_answer
from bench.emulators.mollie.settings import Settings
from bench.emulators.mollie.shapes import Shapes
from bench.emulators.mollie.store import Books, Store, Thing
from sandbox_processor.faults import Faults


class Hal(JSONResponse):
    media_type = "application/hal+json"


@dataclass
class Machine:
    """`next_page_ms`: how long the next page lives, for tests; 0 is as Mollie has it."""

    settings: Settings
    store: Store
    faults: Faults
    shapes: Shapes
    next_page_ms: int = 0

    def show(self, books: Books, thing: Thing, embed: str = "") -> dict[str, Any]:
        """Raises AnswerWrong."""
        answer = self.shapes.show(books, thing, embed)
        check_answer(thing["kind"], answer)
        if unknown := strangers(thing["kind"], answer):
            raise AnswerWrong(f"{thing['kind']}: the client does not know {', '.join(sorted(unknown))}")
        return answer

    def check_token(self, request: Request, *, organization: bool = False) -> None:
        """An API key reads all but settlements; the organization's token reads, and changes nothing. Raises Refused."""
        given = request.headers.get("authorization", "").encode()
        is_key = hmac.compare_digest(given, f"Bearer {self.settings.api_key}".encode())
        is_organization = hmac.compare_digest(given, f"Bearer {self.settings.access_token}".encode())
        if not (is_key or is_organization):
            raise Refused(401, "Missing authentication, or failed to authenticate")
        if (organization and not is_organization) or (is_organization and request.method != "GET"):
            raise Refused(403, "The token does not have the permissions for this call")
