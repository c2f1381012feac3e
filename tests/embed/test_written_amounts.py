"""The amounts that text files bring are written as the reader's browser would write them.

Where a language parts thousands only from ten thousand on (Polish, Latvian), ours are written as on our forms.
"""

from playwright.sync_api import Browser

from smallfavor.appeals.rules.manifest import written_amounts
from tests.embed.site import Site

CURRENCIES = ("USD", "EUR", "GBP", "PLN", "CHF", "JPY")
WHOLE = ["2", "10", "300", "1500", "15000"]
LANGUAGES = ("en", "ru", "de", "fr", "uk", "ja", "pt-BR")
IN_THE_BROWSER = """async (asked) => {
  const { money } = await import("/src/words.js");
  return asked.map(([amount, currency, language]) => money(amount, currency, language));
}"""


def test_amounts_are_written_as_the_browser_would(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site.address}/favicon.ico")
    broken = {code: ["0.50", "2.50"] if code != "JPY" else [] for code in CURRENCIES}
    giving = {code: {"presets": {"monthly": WHOLE + broken[code]}, "minimum": {"monthly": "1"}} for code in CURRENCIES}
    written = {
        (amount, code, language): words
        for language in LANGUAGES
        for code, amounts in written_amounts(giving, language).items()
        for amount, words in amounts.items()
    }
    shown = page.evaluate(IN_THE_BROWSER, [list(each) for each in written])
    page.close()
    assert dict(zip(written, shown, strict=True)) == written
