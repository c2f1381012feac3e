"""The hosted page, as a browser without scripts meets it."""

import time
from datetime import UTC, datetime

import html5lib
import httpx
import pytest

from sandbox_processor.cards import CARDS
from sandbox_processor.tests.conftest import fetch
from sandbox_processor.words import WORDS

YEAR = (datetime.now(UTC).year + 2) % 100
GOOD = {"number": "4242 4242 4242 4242", "expiry": f"12 / {YEAR}", "cvc": "123"}


def get(url: str, **query: str) -> httpx.Response:
    return httpx.get(url, params=query or None, trust_env=False, timeout=20)


def post(url: str, typed: dict[str, str]) -> httpx.Response:
    return httpx.post(url, data=typed, trust_env=False, timeout=20)


def charges(server, session) -> list[dict]:
    return [thing for thing in server.record("charge") if thing["session"] == session["id"]]


def test_both_languages_say_the_same_things() -> None:
    english, russian = WORDS["en"], WORDS["ru"]
    assert english.keys() == russian.keys()
    for name, text in english.items():
        assert text.count("{merchant}") == russian[name].count("{merchant}") or name == "setup_note", name
        assert text.count("{amount}") == russian[name].count("{amount}"), name


@pytest.mark.parametrize("language", ["en", "ru", "ru-RU", "fr"])
def test_the_page_speaks_the_sessions_language_and_is_valid(server, open_session, language) -> None:
    session = open_session(language=language, description="<b>&\"'")
    answer = get(session["url"])
    html5lib.HTMLParser(strict=True).parse(answer.text)
    assert f'<html lang="{language[:2] if language[:2] == "ru" else "en"}">' in answer.text
    assert "<b>" not in answer.text
    assert ("Заплатить" in answer.text) == language.startswith("ru")
    html5lib.HTMLParser(strict=True).parse(get(session["url"], lang="ru", card="success").text)
    html5lib.HTMLParser(strict=True).parse(post(session["url"], {}).text)


def test_the_page_runs_under_a_strict_policy_and_is_never_kept(server, open_session) -> None:
    answer = get(open_session()["url"])
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
    assert "form-action 'self' http://127.0.0.1:9" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "style=" not in answer.text
    assert "<script>" not in answer.text


def test_paying_sends_the_reader_back(server, open_session) -> None:
    session = open_session()
    answer = post(session["url"], GOOD)
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:9/back")
    assert [thing["state"] for thing in charges(server, session)] == ["succeeded"]


def test_sending_the_form_twice_pays_once(server, open_session) -> None:
    session = open_session()
    for _ in range(3):
        assert post(session["url"], GOOD).headers["location"] == "http://127.0.0.1:9/back"
    assert get(session["url"]).headers["location"] == "http://127.0.0.1:9/back"
    assert len(charges(server, session)) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": ""}, "number_missing"),
        ({"number": "4242"}, "number_invalid"),
        ({"number": "4242 4242 4242 4243"}, "number_invalid"),
        ({"number": "5105 1051 0510 5100"}, "number_not_test"),
        ({"expiry": ""}, "expiry_missing"),
        ({"expiry": "13 / 40"}, "expiry_invalid"),
        ({"expiry": "12 / 20"}, "expiry_past"),
        ({"cvc": ""}, "cvc_missing"),
        ({"cvc": "12"}, "cvc_invalid"),
    ],
)
def test_what_is_typed_wrong_is_told_beside_the_field_and_kept(server, open_session, typed, words) -> None:
    session = open_session()
    answer = post(session["url"], GOOD | typed)
    assert answer.status_code == 422
    assert answer.text.count(WORDS["en"][words]) == 2  # in the summary and beside the field
    assert 'aria-invalid="true"' in answer.text
    if "number" not in typed:
        assert "4242 4242 4242 4242" in answer.text
    assert charges(server, session) == []


def test_where_declines_are_told_on_the_page_another_card_may_be_tried(server, open_session) -> None:
    session = open_session(on_decline="retry")
    answer = post(session["url"], GOOD | {"number": "4000 0000 0000 9995"})
    assert answer.status_code == 402
    assert WORDS["en"]["insufficient_funds"] in answer.text
    assert 'value="123"' not in answer.text
    assert [thing["final"] for thing in charges(server, session)] == [False]
    assert post(session["url"], GOOD).status_code == 303
    assert [thing["state"] for thing in charges(server, session)] == ["declined", "succeeded"]


def test_where_the_paper_tells_declines_the_reader_goes_back_at_once(server, open_session) -> None:
    session = open_session(on_decline="return")
    answer = post(session["url"], GOOD | {"number": "4000 0000 0000 0002"})
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:9/back")
    assert fetch(server, session["id"])["state"] == "expired"
    ended = get(session["url"])
    assert ended.status_code == 410
    assert WORDS["en"]["ended_lead"] in ended.text
    assert post(session["url"], GOOD).status_code == 410
    assert [thing["state"] for thing in charges(server, session)] == ["declined"]


@pytest.mark.parametrize(("answer", "state"), [("approve", "succeeded"), ("deny", "declined"), ("", "declined")])
def test_a_challenge_has_a_page_of_its_own(server, open_session, answer, state) -> None:
    session = open_session(on_decline="return")
    first = post(session["url"], GOOD | {"number": "4000 0025 0000 3155"})
    assert first.headers["location"] == f"/pay/{session['id']}/confirm"
    assert charges(server, session) == []
    confirm = f"{session['url']}/confirm"
    html5lib.HTMLParser(strict=True).parse(get(confirm).text)
    assert post(confirm, {"answer": answer}).status_code == 303
    assert [thing["state"] for thing in charges(server, session)] == [state]


def test_nobody_confirms_what_was_not_asked(server, open_session) -> None:
    session = open_session()
    answer = post(f"{session['url']}/confirm", {"answer": "approve"})
    assert answer.headers["location"] == f"/pay/{session['id']}"
    assert charges(server, session) == []


def test_a_setup_page_saves_a_card_and_takes_nothing(server, open_session) -> None:
    session = open_session(mode="setup", amount_minor=None, currency=None)
    assert WORDS["en"]["setup_note"] in get(session["url"]).text
    assert post(session["url"], GOOD).status_code == 303
    session = fetch(server, session["id"])
    assert session["saved"]["last4"] == "4242"
    assert charges(server, session) == []


@pytest.mark.parametrize("on_decline", ["retry", "return"])
def test_a_setup_page_tells_a_decline_itself(server, open_session, on_decline) -> None:
    session = open_session(mode="setup", amount_minor=None, currency=None, on_decline=on_decline)
    answer = post(session["url"], GOOD | {"number": "4000 0000 0000 0069"})
    assert answer.status_code == 402
    assert WORDS["en"]["expired_card"] in answer.text
    post(session["url"], GOOD | {"number": "4000 0025 0000 3155"})
    denied = post(f"{session['url']}/confirm", {"answer": "deny"})
    assert denied.status_code == 402
    assert f'action="/pay/{session["id"]}"' in denied.text
    assert post(session["url"], GOOD).status_code == 303
    assert fetch(server, session["id"])["state"] == "complete"


def test_a_page_past_its_time_takes_nothing(server, open_session) -> None:
    session = open_session(expires_ms=int(time.time() * 1000) + 400)
    time.sleep(0.6)
    assert post(session["url"], GOOD).status_code == 410
    assert charges(server, session) == []


def test_a_page_that_never_was_is_not_found(server) -> None:
    assert get(f"{server.url}/pay/cs_nothing").status_code == 404


def test_every_card_is_named_in_both_languages_and_can_be_filled_in(server, open_session) -> None:
    session = open_session()
    for card in CARDS:
        answer = get(session["url"], card=card.name)
        assert f'value="{card.spaced}"' in answer.text
    assert get(session["url"], card="nonsense").status_code == 200


def test_a_bank_that_takes_its_time_settles_later(server, open_session) -> None:
    session = open_session()
    server.pay(session["url"], "processing")
    [pending] = charges(server, session)
    assert (pending["state"], pending["fee_minor"]) == ("processing", 0)
    assert fetch(server, session["id"])["state"] == "complete"
    assert 15_000 < pending["settles_ms"] - pending["created_ms"] <= 20_000


def test_a_dispute_comes_after_the_thanks(server, open_session) -> None:
    session = open_session()
    assert server.pay(session["url"], "dispute")
    [taken] = charges(server, session)
    assert taken["state"] == "succeeded"
    deadline = time.monotonic() + 12
    while not (disputes := [thing for thing in server.record("dispute") if thing["charge"] == taken["id"]]):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert [dispute["state"] for dispute in disputes] == ["open"]


def test_the_first_page_shows_what_came_in(server, open_session) -> None:
    server.pay(open_session()["url"])
    answer = get(f"{server.url}/")
    html5lib.HTMLParser(strict=True).parse(answer.text)
    assert "$2.00" in answer.text
    assert "charge.succeeded" in answer.text
