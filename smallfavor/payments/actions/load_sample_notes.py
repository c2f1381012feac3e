"""The sample paper's lines for receipts, one a language."""

from datetime import datetime

from smallfavor.payments.actions.write_impact_note import write_impact_note
from smallfavor.payments.models import ImpactNote

SAMPLE_NOTES = {
    "en": (
        "This month readers’ money paid for four days in the lock-keepers’ archive and for the lawyer who read the "
        "harbour board’s contracts with us."
    ),
    "ru": (
        "В этом месяце на деньги читателей мы четыре дня работали в архиве смотрителей шлюзов и оплатили юриста, "
        "который вместе с нами прочёл договоры управления порта."
    ),
}


def load_sample_notes(*, now: datetime) -> int:
    """Returns how many were made: none where there is any note already."""
    if ImpactNote.objects.exists():
        return 0
    for language, text in SAMPLE_NOTES.items():
        write_impact_note(ImpactNote(), language=language, text=text, live_from=now, ended_at=None, author="sample")
    return len(SAMPLE_NOTES)
