"""Faults on order, and a processor that is killed: what it answered is still true afterwards."""

import secrets
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from sandbox_processor.running import ROOT
from sandbox_processor.testing import running_sandbox
from sandbox_processor.tests.conftest import charge, code_of, fetch, session_body


def test_a_lost_answer_breaks_the_connection(server, saved_instrument) -> None:
    token, key = saved_instrument(), secrets.token_hex(8)
    for what, made in (("lose_before", 0), ("lose_after", 1)):
        server.fault("charges.create", what, metadata={"payment": key})
        with pytest.raises(httpx.RemoteProtocolError):
            charge(server, token, key=f"{key}-{what}", metadata={"payment": key})
        assert len(server.record("charge", payment=key)) == made


def test_faults_strike_only_what_they_name_and_so_often(server, saved_instrument) -> None:
    token = saved_instrument()
    server.fault("charges.create", "status", status=503, times=2, skip=1, metadata={"payment": "p"})
    answers = [charge(server, token, metadata={"payment": "p"}).status_code for _ in range(4)]
    assert answers == [200, 503, 503, 200]
    server.fault("charges.create", "status", status=503, metadata={"payment": "p"}, times=-1)
    assert charge(server, token, metadata={"payment": "q"}).status_code == 200
    server.healthy()
    assert charge(server, token, metadata={"payment": "p"}).status_code == 200


def test_a_caller_who_gave_up_is_charged_all_the_same(server, saved_instrument) -> None:
    token, name = saved_instrument(), secrets.token_hex(8)
    server.fault("charges.create", "delay_before", delay_ms=600)
    body = {"instrument": token, "amount_minor": 200, "currency": "USD", "metadata": {"payment": name}}
    with pytest.raises(httpx.ReadTimeout):
        server.call("POST", "/v1/charges", body, key=name, timeout_s=0.2)
    assert server.record("charge", payment=name) == []
    time.sleep(1)
    assert len(server.record("charge", payment=name)) == 1


def test_faults_are_drawn_from_a_seed(server, saved_instrument) -> None:
    token = saved_instrument()

    def drawn() -> list[int]:
        server.healthy()
        server.fault("charges.create", "status", status=503, chance=50, times=-1, seed=7)
        return [charge(server, token).status_code for _ in range(12)]

    first = drawn()
    assert first == drawn()
    assert {200, 503} == set(first)


@pytest.mark.parametrize(
    "order", [{"where": "moon"}, {"where": "*", "what": "drop"}, {"where": "webhooks", "what": "lag"}]
)
def test_wrong_faults_are_refused(server, order) -> None:
    assert code_of(server.call("POST", "/faults", order)) == (400, "invalid_request")


def test_what_was_answered_survives_a_kill() -> None:
    with running_sandbox() as sandbox:
        session = sandbox.call("POST", "/v1/sessions", session_body(), key="session-1").json()
        sandbox.pay(session["url"])
        token = fetch(sandbox, session["id"])["instrument"]
        first = charge(sandbox, token, key="charge-1").json()
        sandbox.fault("charges.create", "delay_before", delay_ms=5000)

        def cut_off() -> None:
            with pytest.raises(httpx.HTTPError):
                charge(sandbox, token, key="charge-2")

        thread = threading.Thread(target=cut_off)
        thread.start()
        time.sleep(0.4)
        before = sandbox.record()
        sandbox.kill()
        thread.join()
        sandbox.start()
        assert [thing for thing in sandbox.record() if thing["object"] != "event"] == [
            thing for thing in before if thing["object"] != "event"
        ]
        assert charge(sandbox, token, key="charge-1").json() == first
        # The call that was cut off had no effect, and its key is not stuck.
        assert charge(sandbox, token, key="charge-2").status_code == 200
        assert len(sandbox.record("charge")) == 3


def test_it_ends_with_whoever_started_it(tmp_path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from sandbox_processor.testing import RunningSandbox, free_port\n"
        f"sandbox = RunningSandbox(Path({str(tmp_path)!r}), free_port()); sandbox.start()\n"
        "print(sandbox.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait(10)
    deadline = time.monotonic() + 15
    while Path(f"/proc/{child}/cmdline").exists() and b"sandbox" in Path(f"/proc/{child}/cmdline").read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_it_stops_when_it_is_told_to() -> None:
    with running_sandbox() as sandbox:
        process = sandbox.process
        assert process is not None
        process.terminate()
        assert process.wait(5) == 0
