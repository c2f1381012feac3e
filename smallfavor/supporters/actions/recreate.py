"""Makes a supporter again of whom only the number is left: after a lost database, from a payment provider's record."""

from datetime import datetime
from uuid import UUID

from smallfavor.supporters.models import Erasure, Supporter


def recreate_supporter(uuid: UUID, *, language: str, now: datetime) -> tuple[Supporter, bool]:
    """The supporter of this number, and whether it was made now: without name, address and look-up hash.

    Who was erased comes back erased. The same address on a form makes another supporter: nothing ties the two.
    """
    erased = Erasure.objects.filter(supporter_uuid=uuid).values_list("erased_at", flat=True).first()
    return Supporter.objects.get_or_create(
        uuid=uuid, defaults={"language": language[:10], "created_at": now, "erased_at": erased}
    )
