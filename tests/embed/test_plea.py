"""The plea after the article: what it says, where its button leads, what its choices leave behind."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.embed.conftest import Reader
from tests.embed.site import Site, appeal, article, manifest_of


def query_of(reader: Reader, selector: str = ".go") -> dict[str, str]:
    address = reader.epic.locator(selector).evaluate("link => link.href")
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_the_plea_stands_in_a_shadow_root_with_its_words(reader: Reader) -> None:
    reader.read()
    expect(reader.epic.locator("h2")).to_have_text("No owner pays for The Harbour Courier. Its readers do.")
    expect(reader.epic.locator("strong")).to_have_text("$2 a month is enough.")
    expect(reader.epic.locator(".signed")).to_have_text("The journalists of The Harbour Courier")
    assert reader.page.evaluate("document.querySelector('[data-smallfavor=epic]').childElementCount") == 0


def test_the_button_says_what_happens_and_leads_to_the_prefilled_form(reader: Reader) -> None:
    reader.read()
    expect(reader.epic.locator(".go")).to_have_text("Give $2 a month")
    assert query_of(reader) == {
        "interval": "monthly", "amount": "2", "currency": "USD", "appeal": "spring", "variant": "control",
        "version": "v1", "lang": "en", "return": "/1/",
    }  # fmt: skip
    reader.epic.get_by_role("radio", name="Once").check()
    reader.epic.get_by_role("radio", name="$25").check()
    expect(reader.epic.locator(".go")).to_have_text("Give $25")
    assert query_of(reader)["interval"] == "once"
    assert query_of(reader)["amount"] == "25"


def test_the_chosen_place_among_the_amounts_stays_when_the_interval_changes(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("radio", name="$10").check()
    reader.epic.get_by_role("radio", name="Every year").check()
    expect(reader.epic.locator(".go")).to_have_text("Give $100 a year")


def test_another_amount_is_taken_as_people_type_it(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("radio", name="Another amount").check()
    reader.epic.locator("#own").fill("7,50")
    expect(reader.epic.locator(".go")).to_have_text("Give $7.50 a month")
    assert query_of(reader)["amount"] == "7.5"
    reader.epic.locator("#own").press("Enter")
    reader.page.wait_for_url("**/support/?*amount=7.5*")


def test_too_small_an_amount_is_told_beside_the_field(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("radio", name="Another amount").check()
    reader.epic.locator("#own").fill("1")
    reader.epic.locator(".go").click()
    expect(reader.epic.get_by_role("alert")).to_have_text("The smallest amount is $2.")
    expect(reader.epic.locator("#own")).to_be_focused()
    reader.epic.locator("#own").fill("3")
    expect(reader.epic.get_by_role("alert")).to_have_text("")
    assert urlsplit(reader.page.url).path == "/1/"


def test_no_amount_at_all_is_not_sent_on(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("radio", name="Another amount").check()
    expect(reader.epic.locator(".go")).to_have_text("Give")
    reader.epic.locator(".go").click()
    assert urlsplit(reader.page.url).path == "/1/"


def test_the_country_decides_the_currency(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(timezone_id="Asia/Tokyo")
    reader.read()
    expect(reader.epic.locator(".go")).to_have_text("Give ¥300 a month")
    assert query_of(reader)["currency"] == "JPY"


def test_a_russian_page_has_a_russian_plea(reader: Reader, site: Site) -> None:
    site.put("/ru/", article(language="ru"))
    reader.read("/ru/")
    expect(reader.epic.locator("h2")).to_contain_text("За The Harbour Courier платят читатели.")
    assert query_of(reader)["lang"] == "ru"
    assert "2\u00a0$" in reader.epic.locator(".go").inner_text()


def test_a_paragraph_without_its_value_is_left_out(reader: Reader, site: Site) -> None:
    site.publish(manifest_of(consent="required"))
    reader.read()
    assert "articles with us" not in reader.epic.inner_text()


def test_the_whole_plea_works_by_keyboard(reader: Reader) -> None:
    reader.read()
    reader.page.evaluate("document.querySelector('[data-smallfavor=epic]').shadowRoot.querySelector('.close').focus()")
    names = []
    for _ in range(5):
        reader.page.keyboard.press("Tab")
        names.append(
            reader.page.evaluate(
                "document.activeElement.shadowRoot.activeElement.closest('label, a, button').innerText"
            )
        )
    assert names == ["Every month", "$2", "Give $2 a month", "Remind me later", "I already give"]
    for _ in range(3):
        reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("ArrowRight")
    expect(reader.epic.locator(".go")).to_have_text("Give $5 a month")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/support/?*amount=5*")


def test_a_dismissal_is_remembered(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("button", name="Close").click()
    expect(reader.epic).to_have_count(0)
    assert reader.stored()["quiet"] == reader.today() + 30
    reader.read("/2/")
    expect(reader.epic).to_have_count(0)


def test_who_gives_already_is_left_alone_for_a_year(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("button", name="I already give").click()
    expect(reader.epic).to_have_text("Thank you. We will not ask on this device for a year.")
    expect(reader.epic.locator(".said")).to_be_focused()
    assert reader.stored()["quiet"] == reader.today() + 365
    reader.read("/2/")
    expect(reader.epic).to_have_count(0)


def test_after_four_views_it_rests(reader: Reader) -> None:
    for number in range(1, 5):
        reader.read(f"/{number}/")
        expect(reader.epic).to_be_visible()
    reader.read("/5/")
    expect(reader.epic).to_have_count(0)


def test_who_does_not_scroll_to_it_has_not_seen_it(reader: Reader) -> None:
    for number in range(1, 6):
        reader.open(f"/{number}/")
    reader.read("/6/")
    expect(reader.epic).to_be_visible()


def test_remind_me_in_a_week_on_this_device(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("button", name="Remind me later").click()
    reader.epic.get_by_role("button", name="In a week").click()
    expect(reader.epic).to_contain_text("We will not ask on this device before")
    today = reader.today()
    assert reader.stored()["remind"] == [today + 7, "spring"]
    reader.read("/2/")
    expect(reader.epic).to_have_count(0)
    # A week later, though the cap has been reached meanwhile: asked once, as wished.
    reader.store(remind=[today, "spring"], quiet=today, views={"spring": [4]}, asked=[today] * 4)
    reader.read("/3/")
    expect(reader.epic).to_be_visible()
    reader.read("/4/")
    expect(reader.epic).to_have_count(0)


def test_remind_me_on_a_date(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("button", name="Remind me later").click()
    expect(reader.epic.get_by_role("button", name="Remind me later")).to_have_attribute("aria-expanded", "true")
    today = reader.today()
    for wrong in ("", "2020-01-01"):
        reader.epic.locator("#when").fill(wrong)
        reader.epic.get_by_role("button", name="Set the date").click()
        expect(reader.epic.locator("#when")).to_be_focused()
    day = reader.page.evaluate("(day) => new Date(day * 864e5).toISOString().slice(0, 10)", today + 40)
    reader.epic.locator("#when").fill(day)
    reader.epic.get_by_role("button", name="Set the date").click()
    assert reader.stored()["remind"] == [today + 40, "spring"]
    assert reader.stored()["quiet"] == today + 40


def test_by_mail_or_calendar_is_a_link_with_the_choice(reader: Reader) -> None:
    reader.read()
    reader.epic.get_by_role("radio", name="$5").check()
    reader.epic.get_by_role("button", name="Remind me later").click()
    link = reader.epic.get_by_role("link", name="By mail or in my calendar")
    query = "interval=monthly&amount=5&when=month&currency=USD&lang=en&return=%2F1%2F"
    expect(link).to_have_attribute("href", f"{reader.site.address}/remind/?{query}")


def test_articles_are_counted_and_the_opt_out_deletes_the_count(reader: Reader) -> None:
    for number in (1, 2, 2, 3, 4):
        reader.open(f"/{number}/")
    reader.scroll_to_end()
    expect(reader.epic).to_contain_text("You have opened 4 articles here in the last twelve months.")
    reader.epic.get_by_role("button", name="Don’t count what I read").click()
    expect(reader.epic).to_contain_text("The count is deleted.")
    assert reader.stored()["weeks"] == {}
    assert len(reader.stored()["seen"]) == 0
    reader.read("/5/")
    expect(reader.epic).not_to_contain_text("You have opened")
    assert reader.stored()["weeks"] == {}


def test_consent_is_asked_in_one_line_and_only_choices_are_stored_before_it(reader: Reader, site: Site) -> None:
    site.publish(manifest_of(consent="required"))
    reader.read()
    assert not (reader.stored() or {}).get("id")
    assert (reader.stored() or {}).get("views", {}) == {}
    reader.epic.get_by_role("button", name="Yes").click()
    expect(reader.epic.get_by_role("button", name="Yes")).to_have_count(0)
    reader.read("/2/")
    assert reader.stored()["consent"] == "granted"
    assert reader.stored()["id"]
    expect(reader.epic.get_by_role("button", name="Yes")).to_have_count(0)


def test_consent_refused_is_remembered_and_nothing_else(reader: Reader, site: Site) -> None:
    site.publish(manifest_of(consent="required"))
    reader.read()
    reader.epic.get_by_role("button", name="No", exact=True).click()
    reader.read("/2/")
    kept = {name: value for name, value in reader.stored().items() if value}
    assert kept == {"consent": "denied"}
    expect(reader.epic.get_by_role("button", name="No", exact=True)).to_have_count(0)
    assert reader.site.beacons() == []


def test_the_host_page_may_give_and_take_consent(reader: Reader) -> None:
    reader.read()
    reader.page.evaluate("smallfavor.consent(false)")
    assert reader.stored()["id"] == ""
    reader.page.evaluate("smallfavor.consent(true)")
    reader.page.evaluate("smallfavor.forget()")
    assert reader.stored() is None


def test_a_banner_lies_over_the_page_and_can_be_closed(reader: Reader, site: Site) -> None:
    site.publish(manifest_of(appeal("bar", "banner")))
    reader.open()
    expect(reader.banner).to_be_visible()
    assert reader.banner.evaluate("box => getComputedStyle(box).position") == "fixed"
    reader.banner.get_by_role("button", name="Close").click()
    expect(reader.banner).to_have_count(0)
    reader.open("/2/")
    expect(reader.banner).to_have_count(0)


def test_the_link_in_the_masthead_is_reworded_once_it_is_out_of_view(reader: Reader, site: Site) -> None:
    site.publish(manifest_of(appeal("link", "header")))
    reader.open()
    link = reader.page.locator("header [data-smallfavor=header] a")
    expect(link).to_have_text("Support us")
    reader.scroll_to_end()
    expect(link).to_have_text("No owner pays for The Harbour Courier. Its readers do.")
    assert "appeal=link" in (link.get_attribute("href") or "")
