"""The manifest's frame, from the settings: the paper, its money, its links and the script's labels."""

from datetime import datetime

from django.conf import settings

from smallfavor.appeals.labels import labels_in
from smallfavor.appeals.rules.manifest import Frame
from smallfavor.core.money import exponent
from smallfavor.core.paper import current_paper


def frame(now: datetime) -> Frame:
    paper = current_paper()
    return Frame(
        paper={
            "name": paper.name,
            "language": settings.LANGUAGE_CODE,
            "founded": paper.founded,
            "country": paper.country,
            "zone": paper.zone.key,
        },
        origins=[paper.base_url],
        consent=settings.CONSENT,
        giving=settings.GIVING,
        digits={currency: exponent(currency) for currency in settings.GIVING},
        labels={code: labels_in(code) for code, _name in settings.LANGUAGES},
        risk_countries=settings.RISK_COUNTRIES,
        today=paper.today(now),
    )
