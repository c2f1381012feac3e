"""The list of erasures, kept in a file too: it must outlive the database, so that a restore brings nobody back.

One line each: the supporter's number and when. Nothing in it tells who that was.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from smallfavor.supporters.actions.erase import replay_erasures
from smallfavor.supporters.models import Erasure, SupporterKey
from smallfavor.supporters.rules.erasures import erasure_line, read_erasures


def erasures_as_lines() -> Iterator[bytes]:
    """Everybody whom this database knows as erased."""
    for uuid, erased_at in Erasure.objects.order_by("erased_at").values_list("supporter_uuid", "erased_at").iterator():
        yield erasure_line(uuid, erased_at).encode()


def replay_lists(lists: Iterable[str], *, now: datetime) -> int:
    """After a restore: erase again everybody whom any of these lists names, or the file of settings.ERASURES.

    Keys of theirs that an older keyring brought back are destroyed. The file is made whole again. Returns how many had
    come back.
    """
    path = Path(settings.ERASURES)
    in_file = read_erasures(path.read_text(encoding="ascii")) if path.exists() else {}
    named: dict[UUID, datetime] = dict(in_file)
    for text in lists:
        named |= read_erasures(text)
    with transaction.atomic():
        Erasure.objects.bulk_create(
            [Erasure(supporter_uuid=uuid, erased_at=erased_at) for uuid, erased_at in named.items()],
            ignore_conflicts=True,
        )
        returned = replay_erasures(now=now)
        SupporterKey.objects.filter(supporter_uuid__in=Erasure.objects.values("supporter_uuid")).delete()
    _complete(path, in_file)
    return returned


def _complete(path: Path, in_file: Mapping[UUID, datetime]) -> None:
    missing = [
        line for line in map(bytes.decode, erasures_as_lines()) if not read_erasures(line).keys() <= in_file.keys()
    ]
    if missing:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as listed:
            listed.writelines(missing)
            listed.flush()
            os.fsync(listed.fileno())
