"""One browser's way through the form, whoever sits before it: the form, the proof, the mailed link, the payment page.

Not here: who they are and what they do next (readers.py, attackers.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

from bench.card_testing.world import DONE, Answer, World, hashes


@dataclass(frozen=True)
class Means:
    """What somebody can do. `hashes_per_s`: 0 without scripts. `reads_mail`: after how many seconds; None: not at all.

    `waits`: how often they press a link again that says to come later, and after how many seconds.
    """

    hashes_per_s: float
    reads_mail_s: float | None
    waits: int = 5
    wait_s: float = 150.0


@dataclass
class Visit:
    """One filled-in form, from the press of its button. `led` hears the payment page, `lost` that it ends without."""

    world: World
    address: str
    means: Means
    fields: dict[str, str]
    led: Callable[[str], None]
    lost: Callable[[str], None]

    def begin(self, *, typed_for_s: float) -> None:
        """The form is opened now, and sent after it was typed."""
        if "request_key" not in self.fields:
            self.fields["request_key"] = self.world.open_form()
        self.world.at(typed_for_s, self._send)

    def _send(self) -> None:
        self._follow(self.world.post_form(self.fields, self.address))

    def _follow(self, answer: Answer) -> None:
        if answer.to_provider:
            self.led(answer.location.rpartition("/")[2])
        elif answer.parts and self.means.hashes_per_s:
            fields = {**answer.fields, "done": DONE}
            self.world.at(0.3 + hashes(answer.parts) / self.means.hashes_per_s, lambda: self._work_done(fields))
        elif answer.refusal == "proof_wanted" and self.means.reads_mail_s is not None:
            self.world.at(5.0, lambda: self._ask_for_mail(dict(answer.fields)))
        else:
            self.lost(answer.refusal or answer.location)

    def _work_done(self, fields: dict[str, str]) -> None:
        self._follow(self.world.post_form(fields, self.address))

    def _ask_for_mail(self, fields: dict[str, str]) -> None:
        delay_s = self.means.reads_mail_s or 0.0
        self.world.readers_of_mail[fields["email"]] = lambda path: self.world.at(
            delay_s, lambda: self._press(path, self.means.waits)
        )
        answer = self.world.post_form({**fields, "mail": "1"}, self.address)
        if answer.refusal == "too_many_mails":
            self.lost(answer.refusal)

    def _press(self, path: str, patience: int) -> None:
        answer = self.world.press_link(path, self.address)
        if answer.to_provider:
            self.led(answer.location.rpartition("/")[2])
        elif answer.refusal == "others_first" and patience:
            self.world.at(self.means.wait_s, lambda: self._press(path, patience - 1))
        else:
            self.lost(answer.refusal or "the link")
