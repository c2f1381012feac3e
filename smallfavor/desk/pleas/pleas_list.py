"""The list of all pleas: each with its state, its place and its readers in words; to be searched and sifted.

Not here: what is done with several at once (exchange.py).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from smallfavor.appeals.models import Appeal, AppealHold, AskingSwitch, Placement
from smallfavor.appeals.queries.counts import counts_since
from smallfavor.appeals.queries.drafts import appeals_for_desk, asking_is_off, draft_of, published_draft
from smallfavor.appeals.queries.holds import holds_by_appeal
from smallfavor.appeals.queries.words import State, state_of
from smallfavor.core.paper import current_paper
from smallfavor.desk.pleas.audience_form import section_choices
from smallfavor.desk.pleas.conflict_words import Told, conflicts_now
from smallfavor.desk.pleas.screen import PleaScreen, name_of
from smallfavor.desk.pleas.sentences import when_sentence, who_sentence

COUNTED_DAYS = 30
STATES = (
    ("", "All but the archive"), ("live", "Live"), ("scheduled", "Scheduled"), ("draft", "Drafts"), ("ended", "Ended"),
    ("changed", "With changes not published"), ("conflict", "With conflicts"), ("archived", "The archive"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One plea of the list. Place, time and readers are those that readers get, else those that are written."""

    appeal: Appeal
    state: State
    when: str
    who: str
    languages: str
    wordings: int
    owner: str
    hold: AppealHold | None
    conflicts: list[Told]
    seen: int
    clicked: int

    @property
    def seen_words(self) -> str:
        return f"{self.seen:,}"

    @property
    def clicked_words(self) -> str:
        return f"{self.clicked:,}"

    @property
    def searched(self) -> str:
        """What the search looks through."""
        texts = [
            f"{text.heading} {text.body} {text.signature}"
            for variant in self.appeal.variants.all()
            for text in variant.texts.all()
        ]
        named = [self.appeal.name, self.appeal.slug, self.owner, self.when, self.who]
        return " ".join([*named, *texts]).casefold()


class PleaList(PleaScreen):
    """All pleas with their states in words, and the switch for all of them."""

    template_name = "desk/pleas/list.html"
    page_title = "Pleas"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": "Pleas"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self._rows()
        chosen = {name: self.request.GET.get(name, "").strip() for name in ("q", "state", "placement", "owner")}
        owners = sorted({(str(row.appeal.owner_id), row.owner) for row in rows if row.appeal.owner_id})
        shown = [row for row in rows if self._fits(row, chosen)]
        return super().get_context_data(**kwargs) | {
            "rows": shown,
            "total": len(rows),
            "archived": sum(row.appeal.archived for row in rows),
            "chosen": chosen,
            "is_sifted": any(chosen.values()),
            "states": STATES,
            "placements": Placement.choices,
            "owners": [("me", "Mine"), *owners],
            "switch": AskingSwitch.objects.select_related("actor").first() if asking_is_off() else None,
            "days": COUNTED_DAYS,
            "index": reverse("pleas:index"),
        }

    def _rows(self) -> list[Row]:
        off = asking_is_off()
        counts = counts_since(current_paper().today(self.now) - timedelta(days=COUNTED_DAYS - 1))
        told, holds, sections = conflicts_now(self.now), holds_by_appeal(self.now), dict(section_choices())
        rows = []
        for appeal in appeals_for_desk():
            draft = published_draft(appeal) or draft_of(appeal)
            variants = list(appeal.variants.all())
            rows.append(
                Row(
                    appeal=appeal,
                    state=state_of(appeal, now=self.now, off=off),
                    when=when_sentence(draft),
                    who=who_sentence(draft, sections),
                    languages=", ".join(sorted({text.language for each in variants for text in each.texts.all()})),
                    wordings=len(variants),
                    owner=name_of(appeal.owner) if appeal.owner else "",
                    hold=holds.get(appeal.pk),
                    conflicts=told.get(appeal.slug, []),
                    seen=counts.get(appeal.slug, {}).get("seen", 0),
                    clicked=counts.get(appeal.slug, {}).get("click", 0),
                )
            )
        return rows

    def _fits(self, row: Row, chosen: dict[str, str]) -> bool:
        state = chosen["state"]
        own = {"changed": row.state.changed, "conflict": bool(row.conflicts), "archived": row.appeal.archived}
        is_stopped = row.state.code == "stopped" and state == "live"
        in_state = own.get(state, not state or is_stopped or row.state.code == state)
        owner = str(self.request.user.pk) if chosen["owner"] == "me" else chosen["owner"]
        return (
            in_state
            and (row.appeal.archived == (state == "archived"))
            and (not chosen["placement"] or row.appeal.placement == chosen["placement"])
            and (not owner or str(row.appeal.owner_id) == owner)
            and all(word in row.searched for word in chosen["q"].casefold().split())
        )
