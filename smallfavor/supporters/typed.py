"""What a reader typed into a form, sealed under the supporter's own key until the form is done with.

A declined payment brings the form back as it was. The supporter's stored name and address can't serve for that: whoever
typed a stranger's address would learn how that person wrote them. Not here: the stored contact (actions, queries).
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

from smallfavor.core.sealing import SealBroken
from smallfavor.supporters.models import Supporter, SupporterKey
from smallfavor.supporters.queries import Contact
from smallfavor.supporters.sealed import open_field, seal_field, unwrap

FIELD = "typed"


def seal_typed(supporter: Supporter, *, email: str, name: str) -> str:
    """One line of text that only `open_typed` reads, and nobody after the supporter was erased."""
    key = unwrap(SupporterKey.objects.get(supporter_uuid=supporter.uuid))
    sealed = seal_field(json.dumps([email, name]), key=key, supporter_uuid=supporter.uuid, field=FIELD)
    return urlsafe_b64encode(sealed).decode()


def open_typed(supporter: Supporter, line: str) -> Contact | None:
    """What was typed; None when the supporter was erased or the line is not ours."""
    row = SupporterKey.objects.filter(supporter_uuid=supporter.uuid).first()
    if row is None or not line:
        return None
    try:
        text = open_field(urlsafe_b64decode(line), key=unwrap(row), supporter_uuid=supporter.uuid, field=FIELD)
    except (SealBroken, ValueError):
        return None
    email, name = json.loads(text)
    return Contact(email=email, name=name)
