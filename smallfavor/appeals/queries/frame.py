"""The manifest's frame, from the settings: the paper, its money, its links and the script's labels."""

from datetime import datetime

from django.conf import settings

from smallfavor.appeals.labels import labels_in, methods_in
from smallfavor.appeals.rules.draft import INTERVALS
from smallfavor.appeals.rules.manifest import Frame
from smallfavor.appeals.scripts import plea_style
from smallfavor.core.money import exponent
from smallfavor.core.origins import form_origins
from smallfavor.core.paper import current_paper
from smallfavor.payments.queries import least_amount


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
        origins=form_origins(),
        consent=settings.CONSENT,
        giving={code: {"presets": rule["presets"], "minimum": _least(code)} for code, rule in settings.GIVING.items()},
        digits={currency: exponent(currency) for currency in settings.GIVING},
        labels={code: labels_in(code) for code, _name in settings.LANGUAGES},
        methods={code: methods_in(code) for code, _name in settings.LANGUAGES},
        risk_countries=[code.upper() for code in settings.RISK_COUNTRIES],
        today=paper.today(now),
        accent=paper.accent,
        sensitive_topics=settings.SENSITIVE_TOPICS,
        style=plea_style(),
    )


def _least(currency: str) -> dict[str, str]:
    """The smallest amounts that the form will take, the providers' own minima included."""
    return {interval: least_amount(currency, interval).major_text() for interval in INTERVALS}
