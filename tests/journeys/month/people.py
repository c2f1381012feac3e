"""The bookkeeper and the one who approves: made as an administrator makes them, in the desk's own groups."""

import contextlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox_processor.testing import RunningSandbox
from tests.journeys.month.desk import Desk
from tests.journeys.month.world import World
from tests.journeys.running_demo import Demo, new_demo

MAKE = """
from django.contrib.auth.models import Group, User
for name, first, last, group in (("mara", "Mara", "Kalnina", "Finance"), ("juris", "Juris", "Ozols", "Finance lead")):
    person = User.objects.create_user(name, f"{name}@example.org", "PASSWORD", first_name=first, last_name=last)
    person.groups.add(Group.objects.get(name=group))
"""


@contextlib.contextmanager
def new_world() -> Iterator[World]:
    """A demo of its own with a bookkeeper and a lead, both signed in."""
    with new_demo("month") as demo:
        demo.start()
        password = secrets.token_urlsafe(12)
        made = demo.command("shell", "-v0", "-c", MAKE.replace("PASSWORD", password))
        assert made.returncode == 0, made.stderr
        people = [Desk(demo.paper, name, password) for name in ("mara", "juris")]
        today = datetime.now(ZoneInfo("Europe/Riga")).date()
        try:
            yield World(demo, sandbox_of(demo), *people, month=today.replace(day=1))
        finally:
            for person in people:
                person.close()


def sandbox_of(demo: Demo) -> RunningSandbox:
    """The demo's own payment service, to speak to as its bank does."""
    key = (demo.folder / "keys" / "sandbox_api_key").read_text(encoding="ascii").strip()
    return RunningSandbox(folder=demo.folder / "sandbox", port=demo.ports.sandbox, api_key=key)
