"""`smallfavor verify-provider`, over the real sandbox: what is checked, what is refused, what is kept."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.payments import providers
from smallfavor.payments.actions.verifying import verify_provider as module
from smallfavor.payments.actions.verifying.checks import CHECKS
from smallfavor.payments.actions.verifying.verify_provider import Verifying, replay, verify_provider
from smallfavor.payments.actions.verifying.wire import NotAsRecorded
from smallfavor.payments.models import Payment
from smallfavor.payments.providers.settings import settings_of
from smallfavor.payments.queries.verification import NEVER, services_verified, verification, verified_text
from smallfavor.payments.rules.redaction import HIDDEN, Redaction

KEPT = Path(__file__).parent / "transcripts"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def verified(sandbox: RunningSandbox) -> Iterator[Verifying]:
    """A whole verification, with a payer who pays."""

    def pay(sentence: str, url: str) -> None:
        assert sandbox.pay(url)

    done = verify_provider("sandbox", ask_payer=pay, with_payer=True, now=utcnow())
    assert list(done)
    yield done


def the_sandbox() -> Any:
    return providers.get(SimpleNamespace(code="sandbox", provider="sandbox"))


def test_every_promise_holds_at_the_sandbox(verified: Verifying) -> None:
    assert [(one.sentence, one.why) for one in verified.results if one.outcome != "passed"] == []
    assert len(verified.results) == len(CHECKS)


def test_the_record_can_be_replayed_without_the_service(verified: Verifying, sandbox: RunningSandbox) -> None:
    assert verified.path is not None
    before = sandbox.record()
    assert [one.outcome for one in replay(verified.path, the_sandbox())] == ["passed"] * len(CHECKS)
    assert sandbox.record() == before


def test_a_replay_notices_when_something_else_would_be_sent(verified: Verifying) -> None:
    assert verified.path is not None
    record = json.loads(verified.path.read_text(encoding="utf-8"))
    record["exchanges"] = record["exchanges"][1:]
    verified.path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(NotAsRecorded):
        replay(verified.path, the_sandbox())


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.json")), ids=lambda path: path.stem)
def test_the_records_that_are_kept_still_read_the_same(path: Path, settings: Any) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    secrets = {setting.name: "test_" + "x" * 30 for setting in settings_of(record["provider"]) if setting.secret}
    settings.PROVIDER_SETTINGS = {record["provider"]: record["told"] | secrets}
    account = SimpleNamespace(code=record["provider"], provider=record["provider"])
    again = [(one.sentence, one.outcome) for one in replay(path, providers.get(account))]
    assert again == [(one["sentence"], one["outcome"]) for one in record["results"]]


def test_the_record_names_nobody_and_holds_no_key(verified: Verifying, settings: Any) -> None:
    assert verified.path is not None
    text = verified.path.read_text(encoding="utf-8")
    assert settings.SANDBOX_API_KEY not in text and settings.SANDBOX_WEBHOOK_SECRET not in text
    assert verified.path.stat().st_mode & 0o077 == 0
    assert re.search(r"authorization", text, re.IGNORECASE) is None


def test_what_it_made_is_not_ours(verified: Verifying, sandbox: RunningSandbox) -> None:
    installations = {
        thing["metadata"]["installation"] for thing in sandbox.record() if thing["object"] in {"session", "charge"}
    }
    assert installations == {f"verify-{verified.run.name}"}


@pytest.mark.django_db
def test_no_row_of_ours_comes_of_it(verified: Verifying) -> None:
    assert not Payment.objects.exists()


def test_real_money_is_refused_before_anything_is_sent(
    sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(the_sandbox()), "is_sandbox", False)
    with pytest.raises(CommandError, match="refused: the keys of sandbox are not those of a test mode"):
        call_command("verify-provider", "sandbox", stdout=io.StringIO())
    assert sandbox.record() == []


def test_a_test_mode_is_believed_only_where_the_folder_says_so(
    sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(the_sandbox()), "is_sandbox", False)
    monkeypatch.setattr(module, "is_test", lambda provider, values: True)
    call_command("verify-provider", "sandbox", "--without-payer", stdout=io.StringIO())


def test_an_account_that_is_not_named_is_refused() -> None:
    with pytest.raises(CommandError, match="PROVIDERS names sandbox"):
        call_command("verify-provider", "nobody")


def test_without_a_payer_nobody_is_waited_for(sandbox: RunningSandbox) -> None:
    said = io.StringIO()
    call_command("verify-provider", "sandbox", "--without-payer", stdout=said)
    assert said.getvalue().count("holds ") == sum(not check.payer for check in CHECKS)
    assert "The record is in" in said.getvalue()


def test_a_promise_that_does_not_hold_is_said_and_fails(sandbox: RunningSandbox) -> None:
    sandbox.fault("sessions.create", "status", status=500, times=-1)
    said = io.StringIO()
    with pytest.raises(CommandError, match="did not hold"):
        call_command("verify-provider", "sandbox", "--without-payer", stdout=said)
    assert "BROKEN  A page opens, is ours, and is found again. (no page: server_error" in said.getvalue()


# --- What is said of it ---


def kept(folder: Path, name: str, **changes: Any) -> None:
    results = [{"sentence": "A.", "outcome": "passed", "why": ""}, {"sentence": "B.", "outcome": "missing", "why": ""}]
    (folder / "verifications").mkdir(exist_ok=True)
    (folder / "verifications" / name).write_text(
        json.dumps({"service": "live", "results": results, **changes}), encoding="utf-8"
    )


def test_until_a_live_run_is_there_the_words_are_careful(verified: Verifying) -> None:
    assert verification("sandbox") is None
    assert verified_text("sandbox") == NEVER


def test_the_newest_live_run_is_told(tmp_path: Path) -> None:
    kept(tmp_path, "mill-2026-11-02.json")
    kept(tmp_path, "mill-2026-11-30.json", results=[{"sentence": "A.", "outcome": "broken", "why": "x"}])
    kept(tmp_path, "mill-2026-12-01.json", service="loopback")
    kept(tmp_path, "other-2026-12-02.json")
    (tmp_path / "verifications" / "mill-2026-12-03.json").write_text("{", encoding="utf-8")
    found = verification("mill")
    assert found is not None
    assert (found.day.isoformat(), found.passed, found.broken) == ("2026-11-30", 0, ("A.",))
    assert "1 did not hold" in verified_text("mill")


def test_a_service_that_plays_is_not_spoken_of() -> None:
    assert services_verified() == {}


# --- What is hidden ---


def test_persons_keys_and_ids_do_not_stay() -> None:
    redaction = Redaction(secrets=["sk_test_abcdef123456"], kept=["0d9e2f2a-1111-5222-8333-444455556666"])
    body = {
        "id": "cs_test_a1B2c3D4e5F6g7H8",
        "again": "/v1/cs_test_a1B2c3D4e5F6g7H8/x",
        "payer": {"email_address": "anna@example.org", "name": {"given_name": "Anna", "surname": "B"}},
        "note": "by anna@example.org from DE89370400440532013000, sk_test_abcdef123456",
        "metadata": {"payment": "0d9e2f2a-1111-5222-8333-444455556666"},
        "access_token": "A21.secret",
        "amount": 200,
        "created": "2026-11-30T01:02:03Z",
    }
    hidden = redaction.body(body)
    text = json.dumps(hidden)
    for secret in ("anna", "Anna", "DE8937", "sk_test_abcdef", "a1B2c3D4e5F6g7H8", "A21.secret"):
        assert secret not in text
    assert hidden["payer"] == {"email_address": HIDDEN, "name": {"given_name": HIDDEN, "surname": HIDDEN}}
    assert hidden["again"] == f"/v1/{hidden['id']}/x"
    assert hidden["id"].startswith("cs_tes")
    assert hidden["metadata"] == body["metadata"]
    assert (hidden["amount"], hidden["created"]) == (200, "2026-11-30T01:02:03Z")
