"""`smallfavor demo`: a whole sample paper on this machine, each part a process of its own under one supervisor.

Running it again continues where it was: everything lives in DATA. Not here: how processes are tended (supervisor.py).
"""

import argparse
import contextlib
import fcntl
import http.client
import io
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands

from smallfavor.config.install import bake, database_in_use, prepare
from smallfavor.config.ports import HOST, Ports, answers
from smallfavor.config.supervisor import Program, StartFailed, Supervisor, this_python
from smallfavor.core.clock import add_months, utcnow
from smallfavor.core.paper import current_paper

READY_TIMEOUT_S = 60
EDITOR = "editor"
STEPS = """
Small Favor is ready. Stop it with Ctrl-C; what you do here is kept in {data}.

  the paper      {base}/
  the desk       {base}/desk/        user {editor}, password {password}
  the sandbox    http://{host}:{sandbox}/    where the demo's cards are charged
  the mailbox    http://{host}:{mailbox}/    every mail that the demo sends

What to try:
  1. Open an article, read to its end and choose "$2 a month" in the plea.
  2. Pay with the card 4242 4242 4242 4242, then look into the mailbox: the receipt has a link to change or stop.
  3. Let a month pass:   {command} renew --as-of {later}     (in a second terminal, see below); then the next
  4. Choose "Remind me later" in another article: by mail, as a calendar file, or on this device.
  5. Write your own plea at the desk, under Appeals.

In a second terminal:   export {environment}; {command} --help
"""


def main(verb: str, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog=f"smallfavor {verb}",
        description="Run a whole sample paper on this machine: site, desk, payments, mailbox. "
        "PORT and DATA come from the environment.",
    )
    parser.add_argument(
        "--bare", action="store_true", help="without made-up readers and gifts: as a paper on its first day"
    )
    bare = parser.parse_args(arguments).bare
    ports = Ports(settings.PORT)
    supervisor = Supervisor(settings.DATA / "logs", _environment(ports), _say)
    with supervisor.signals(), _alone(settings.DATA), database_in_use():
        _refuse_busy(ports)
        try:
            _run(supervisor, ports, bare=bare)
        except StartFailed as error:
            raise ImproperlyConfigured(str(error)) from error
        finally:
            supervisor.stop()
    _say("Stopped.")


def _run(supervisor: Supervisor, ports: Ports, *, bare: bool) -> None:
    for program in _first_programs(ports):
        supervisor.start(program)
    prepare()
    password = _editor_password()
    _load_sample(bare=bare)
    bake()
    for program in _last_programs(ports):
        supervisor.start(program)
    if supervisor.wait_until_ready(READY_TIMEOUT_S):
        _say(_what_to_try(ports, password))
        supervisor.run()
    _say("Stopping ...")


def _first_programs(ports: Ports) -> list[Program]:
    """Those that need no database of ours; they come up while it is prepared."""
    sandbox = this_python(
        "sandbox_processor",
        *("--port", str(ports.sandbox)),
        *("--data", str(settings.DATA / "sandbox")),
        *("--public-url", settings.SANDBOX_PUBLIC_URL),
        *("--webhook-url", f"http://{HOST}:{ports.paper}/payments/webhooks/sandbox/"),
        *("--merchant", settings.PAPER_NAME),
    )
    mailbox = this_python(
        "smallfavor.config.mailbox",
        *("--folder", str(settings.DATA / "mailbox")),
        *("--smtp-port", str(ports.smtp)),
        *("--port", str(ports.mailbox)),
    )
    return [
        Program("sandbox", sandbox, lambda: answers(ports.sandbox), stop_order=1),
        Program("mailbox", mailbox, lambda: answers(ports.mailbox) and answers(ports.smtp), stop_order=1),
    ]


def _last_programs(ports: Ports) -> list[Program]:
    return [
        Program("web", this_python("smallfavor", "serve", "--prepared"), lambda: _is_ready(ports.paper)),
        Program("worker", this_python("smallfavor", "work", "--prepared"), lambda: True),
    ]


def _environment(ports: Ports) -> dict[str, str]:
    """What the programs are told: the demo's own addresses, whatever the surrounding shell says."""
    return {
        **os.environ,
        "DATA": str(settings.DATA),
        "PORT": str(ports.paper),
        "SANDBOX_API_KEY": settings.SANDBOX_API_KEY,
        "SANDBOX_WEBHOOK_SECRET": settings.SANDBOX_WEBHOOK_SECRET,
        "PYTHONUNBUFFERED": "1",
    }


@contextlib.contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Only one demo in a data folder."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ImproperlyConfigured(
                f"a demo runs from {data} already. For a second one: make demo PORT=8100 DATA=./data-two"
            ) from None
        yield


def _refuse_busy(ports: Ports) -> None:
    busy = ports.busy()
    if busy:
        listed = ", ".join(map(str, busy))
        raise ImproperlyConfigured(
            f"port {listed} is in use by another program. The demo takes {ports.paper}, {ports.sandbox}, "
            f"{ports.smtp} and {ports.mailbox}; choose others with: make demo PORT={ports.paper + 100}"
        )


def _editor_password() -> str:
    """The editor's password, made once and kept in DATA. The account is only made, never changed."""
    path = settings.DATA / "editor-password"
    people = get_user_model().objects
    if not path.exists():
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(12))
    password = path.read_text(encoding="ascii").strip()
    if not people.filter(username=EDITOR).exists():
        people.create_superuser(EDITOR, "editor@example.org", password)
    return password


def _load_sample(*, bare: bool) -> None:
    """The sample paper, its pleas and a test of one; each command does nothing where its work is done."""
    commands = ("load_sample", "load_sample_appeals", "load_sample_notes", *(() if bare else ("load_sample_results",)))
    for command in commands:
        if command in get_commands():
            call_command(command, stdout=io.StringIO())


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _what_to_try(ports: Ports, password: str) -> str:
    chosen = {"DATA": str(settings.DATA), "PORT": str(ports.paper)}
    return STEPS.format(
        data=settings.DATA,
        base=settings.BASE_URL,
        host=HOST,
        editor=EDITOR,
        password=password,
        sandbox=ports.sandbox,
        mailbox=ports.mailbox,
        later=add_months(current_paper().today(utcnow()), 1),
        environment=" ".join(f"{name}={value}" for name, value in chosen.items()),
        command=_own_name(),
    )


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (the demo talks to the person who started it)


def _own_name() -> str:
    """The command as it can be typed from where the demo was started."""
    beside = Path(sys.executable).with_name("smallfavor")
    return os.path.relpath(beside) if beside.is_relative_to(Path.cwd()) else str(beside)
