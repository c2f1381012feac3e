"""The way to PayPal: its own SDK, over connections that are bounded in time and size and never repeat a call."""

import functools
import json
import os
import re
import time
from collections.abc import Callable
from typing import Any

import requests
from apimatic_core.authentication.multiple.single_auth import Single
from apimatic_core.request_builder import RequestBuilder
from apimatic_core.response_handler import ResponseHandler
from apimatic_core.types.parameter import Parameter
from paypalserversdk.api_helper import APIHelper
from paypalserversdk.configuration import Configuration, Server
from paypalserversdk.controllers.base_controller import BaseController
from paypalserversdk.http.auth.o_auth_2 import ClientCredentialsAuthCredentials
from paypalserversdk.http.http_method_enum import HttpMethodEnum
from paypalserversdk.paypal_serversdk_client import PaypalServersdkClient
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, ReadTimeoutError

from smallfavor.payments.providers.base import Reason
from smallfavor.payments.providers.paypal.refusals import NoAnswer, TokenRefused, refusal

CONNECT_S = 3.05
ANSWER_S = 15.0
LONGEST_CALL_S = 60.0  # an access token, the call, and one reading after it
LARGEST_ANSWER = 8 * 1024 * 1024
CONNECTIONS = 16
# The SDK reads JSON with jsonpickle, which would make Python objects of such names. PayPal has no use for them.
PICKLED = re.compile(rb'[{,]\s*"py/')
TOKEN_SLACK_S = 300  # a token is renewed so long before it ends

Ask = Callable[[PaypalServersdkClient], Any]


class Transport:
    """The way to one PayPal account. Holds its secret, and shows it nowhere."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._at = (url, client_id, client_secret)

    def ask(self, call: Ask) -> Any:
        """What PayPal answers to one call of its SDK, as JSON; None for an answer without a body. Raises NoAnswer."""
        client = _client(*self._at, os.getpid())
        try:
            answer = call(client)
            return json.loads(answer.text) if answer.text else None
        except TokenRefused:
            _client.cache_clear()  # the next call fetches a new one
            raise
        except requests.Timeout as error:
            raise NoAnswer(Reason.TIMEOUT, type(error).__name__) from None
        except requests.RequestException as error:
            raise NoAnswer(Reason.CONNECTION, type(error).__name__) from None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise NoAnswer(Reason.MALFORMED, type(error).__name__) from None


class DisputesController(BaseController):  # type: ignore[misc]
    """Reads of the Disputes API, which the SDK leaves out; built as its own controllers are."""

    def show(self, dispute_id: str) -> Any:
        path = RequestBuilder().path("/v1/customer/disputes/{id}")
        return self._get(path.template_param(Parameter().key("id").value(dispute_id).should_encode(True)))

    def find(self, query: dict[str, str]) -> Any:
        request = RequestBuilder().path("/v1/customer/disputes")
        for name, value in query.items():
            request = request.query_param(Parameter().key(name).value(value))
        return self._get(request)

    def _get(self, request: RequestBuilder) -> Any:
        wanted = request.server(Server.DEFAULT).http_method(HttpMethodEnum.GET).auth(Single("Oauth2"))
        handler = ResponseHandler().deserializer(APIHelper.json_deserialize).is_api_response(True)
        return super().new_api_call_builder.request(wanted).response(handler).execute()


def disputes(client: PaypalServersdkClient) -> DisputesController:
    return DisputesController(client.global_configuration)


class BoundedSession(requests.Session):
    """Reads each answer whole, within its time and size; no redirects, no cookies, no proxies from the environment.

    Whatever is not 2xx is raised as what it means, before the SDK makes an error of its own of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        for scheme in ("https://", "http://"):
            self.mount(scheme, HTTPAdapter(pool_maxsize=CONNECTIONS, max_retries=0))

    def request(self, method: str, url: str, **given: Any) -> requests.Response:  # type: ignore[override]
        """Raises NoAnswer, requests.RequestException."""
        given |= {"timeout": (CONNECT_S, ANSWER_S), "stream": True, "allow_redirects": False}
        answer = super().request(method, url, **given)
        with answer:
            answer._content = _whole(answer)
        self.cookies.clear()
        if not 200 <= answer.status_code < 300:
            raise refusal(answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, answer.content)
        return answer


def _whole(answer: requests.Response) -> bytes:
    deadline, content = time.monotonic() + ANSWER_S, b""
    # Whatever has come, not a whole chunk: an answer that drips must not wait for one.
    while chunk := _some(answer):
        content += chunk
        if len(content) > LARGEST_ANSWER:
            raise NoAnswer(Reason.MALFORMED, "the answer is too large")
        if time.monotonic() > deadline:
            raise NoAnswer(Reason.TIMEOUT, "the answer drips")
    if PICKLED.search(content):
        raise NoAnswer(Reason.MALFORMED, "the answer asks for Python objects")
    return content


def _some(answer: requests.Response) -> bytes:
    try:
        found: bytes = answer.raw.read1(64 * 1024, decode_content=True)
    except ReadTimeoutError as error:
        raise NoAnswer(Reason.TIMEOUT, type(error).__name__) from None
    except HTTPError as error:
        raise NoAnswer(Reason.CONNECTION, type(error).__name__) from None
    return found


class _At(Configuration):  # type: ignore[misc]
    """The SDK's configuration at an address that may be an emulator's."""

    def __init__(self, url: str, **settings: Any) -> None:
        self._url = url
        super().__init__(**settings)

    def get_base_uri(self, server: object = Server.DEFAULT) -> str:
        return self._url


@functools.cache
def _client(url: str, client_id: str, client_secret: str, process: int) -> PaypalServersdkClient:
    """One client, with its access token and connections, for each process: a forked one must not share sockets."""
    access = ClientCredentialsAuthCredentials(
        o_auth_client_id=client_id,
        o_auth_client_secret=client_secret,
        # The SDK's own way hides why there is no token; this one lets the reason through.
        o_auth_token_provider=lambda last, manager: manager.fetch_token(),
        o_auth_clock_skew=TOKEN_SLACK_S,
    )
    session = BoundedSession()
    return PaypalServersdkClient(
        config=_At(url, http_client_instance=session, max_retries=0, client_credentials_auth_credentials=access)
    )
