"""The form of a paper that takes every way at once."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.ways.conftest import Reader

NAMES = {"card": "Card", "paypal": "PayPal", "ideal": "iDEAL", "sepa_debit": "Bank debit (SEPA)"}


def offered(reader: Reader) -> list[str]:
    shown = reader.page.locator(".way").locator("visible=true").locator("input")
    return [str(one.get_attribute("value")) for one in shown.all()]


def test_every_way_that_fits_is_there_with_its_real_name(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.open_form()
    assert offered(reader) == [*NAMES, "bank_transfer"]
    for code, name in NAMES.items():
        assert name in reader.page.locator(f"label:has(#way-{code})").inner_text()
    reader.page.select_option("#currency", "USD")
    assert offered(reader) == ["card", "paypal"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_five_ways_are_sound_on_every_screen(new_reader: Callable[..., Reader], scheme: str, width: int) -> None:
    reader = new_reader(color_scheme=scheme, viewport={"width": width, "height": 740})
    reader.open_form()
    assert reader.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert Axe().run(reader.page).response["violations"] == []
