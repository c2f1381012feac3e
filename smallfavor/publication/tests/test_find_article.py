"""The article comes out of a saved page to the letter, and nothing of the page's furniture with it."""

import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.publication.rules.article import FoundArticle, NoArticle, find_article
from smallfavor.publication.rules.block import Block, Kind, SavedPage
from smallfavor.publication.rules.decoding import decode
from smallfavor.publication.rules.saved_html import page_of_html
from smallfavor.publication.rules.saved_text import page_of_text

PAGES = Path(__file__).parent / "pages"
REAL_PAGES = Path(__file__).parents[4] / "shared" / "page"


def found(name: str) -> FoundArticle:
    text = decode((PAGES / name).read_bytes())
    return find_article(page_of_html(text) if name.endswith("html") else page_of_text(text))


def texts(article: FoundArticle) -> list[str]:
    return [block.text for block in article.body]


def test_an_english_page_with_all_its_furniture() -> None:
    article = found("full_english.txt")
    assert article.headline == "Ferry Crews Vote to Work Through the Ice"
    assert article.standfirst == "Captains say the islands cannot wait for a second breaker"
    assert article.authors == ("Anna Ozola", "Juris Kalns")
    assert article.published == date(2026, 2, 3)
    assert [text.split()[0] for text in texts(article)] == [
        "The", "“We", "The", "“Please", "A", "Under", "“It", "The", "The",
    ]  # fmt: skip
    assert texts(article)[-1] == "The mayor thanked the crews in person; the islanders sent smoked eel."
    assert [block.kind for block in article.body].count(Kind.HEADING) == 1


def test_a_russian_page_with_all_its_furniture() -> None:
    article = found("full_russian.txt")
    assert article.headline == "Маяк на Северном молу снова горит"
    assert article.authors == ("Елена Крастиня",)
    assert article.published == date(2026, 11, 14)
    assert [text.split()[0] for text in texts(article)] == ["Маяк", "—", "Деньги", "Новая", "Портовое"]


def test_every_dropped_block_is_reported_with_its_reason() -> None:
    article = found("full_english.txt")
    reasons = {dropped.text: dropped.why for dropped in article.dropped}
    assert reasons["Support The Lantern!"] == "support banner"
    assert reasons["paiment methods"] == "payment methods"
    assert reasons["Visa, Mastercard, PayPal"] == "payment methods"
    assert reasons["Remind me later."] == "remind me later"
    assert reasons["Choir sings in the dry dock"] == "list of other stories"
    assert sum(why == "plea" for why in reasons.values()) == 3
    source = decode((PAGES / "full_english.txt").read_bytes())
    lines = {line.strip() for line in source.splitlines() if line.strip()}
    facts = {"By Anna Ozola and Juris Kalns", "Updated: Feb. 3, 2026, 9:15 a.m."}
    assert lines == {*texts(article), *reasons, article.headline, article.standfirst} | facts


def test_lines_that_the_browser_broke_are_joined_and_lists_kept() -> None:
    article = found("wrapped.txt")
    assert article.headline == "Tide tables go back to paper"
    assert texts(article)[0].startswith(
        "The harbour office has gone back to printing its tide tables, after the screen"
    )
    assert [block.kind for block in article.body].count(Kind.ITEM) == 3
    assert texts(article)[5].endswith("as long as the paper lasts")
    assert texts(article)[-1].endswith("which is right on most days.")


def test_a_plea_between_paragraphs_is_cut_out_and_the_article_goes_on() -> None:
    article = found("inline_plea.txt")
    assert [dropped.text for dropped in article.dropped] == [
        "We need your help. Please support our journalism from just $2 a month.",
        "Donate now",
    ]
    assert texts(article)[-1] == "The paint will be grey."


def test_news_about_giving_is_news() -> None:
    article = found("charity_news.txt")
    assert article.dropped == ()
    assert len(article.body) == 7


def test_html_keeps_markup_and_loses_what_is_dangerous() -> None:
    article = found("page.html")
    assert article.headline == "The last pilot of the outer roads"
    assert article.authors == ("Anna Ozola",)
    assert article.published == date(2026, 5, 4)
    markup = "\n".join(block.markup for block in article.body)
    assert '<a href="https://example.org/report">not named</a> a successor' in markup
    assert "<b>union</b>" in markup
    assert "applied\u00a0– “not one”" in markup
    assert "&lt;script&gt;" in markup
    for wrong in ("<script", "javascript:", "onclick", "onmouseover", "stolen", "small favor", "Read more", "Donate"):
        assert wrong not in markup
    kinds = [block.kind for block in article.body]
    assert kinds.count(Kind.ITEM) == 2
    assert kinds.count(Kind.QUOTE) == 1
    assert "“No,” he said." in texts(article)


def test_a_page_without_paragraphs_is_refused() -> None:
    with pytest.raises(NoArticle, match="no paragraphs"):
        found("no_article.txt")


def test_a_page_with_nothing_but_a_plea_is_refused() -> None:
    with pytest.raises(NoArticle, match="no paragraphs"):
        found("only_plea.txt")


def test_text_without_a_headline_is_refused() -> None:
    paragraph = (
        "The harbour was quiet on the morning the ferry came back from the islands, and nobody had waited for it."
    )
    with pytest.raises(NoArticle, match="no headline"):
        find_article(page_of_text("\n\n".join(["Donate", *[paragraph] * 4])))


def test_a_banner_is_the_headline_where_the_page_has_no_other() -> None:
    paragraph = (
        "The harbour was quiet on the morning the ferry came back from the islands, and nobody had waited for it."
    )
    article = find_article(page_of_text("\n\n".join(["Support the Troops, Say the Trees", *[paragraph] * 4])))
    assert article.headline == "Support the Troops, Say the Trees"


def test_a_question_may_be_a_headline() -> None:
    paragraph = (
        "The harbour was quiet on the morning the ferry came back from the islands, and nobody had waited for it."
    )
    question = "Who will pay for the new quay when the grain ships stop calling?"
    assert find_article(page_of_text("\n\n".join([question, *[paragraph] * 4]))).headline == question


def test_a_date_inside_the_text_is_not_the_articles() -> None:
    paragraph = "On 4 May 2020 the harbour was quiet, since the ferry came back from the islands only on 5 May 2020."
    assert find_article(page_of_text("\n\n".join(["A Quiet Harbour", *[paragraph] * 4]))).published is None


FURNITURE = [
    "Donate", "Support us!", "Remind me later", "Not ready to support today?", "payment methods", "Visa Mastercard Mir",
    "Share this article", "Advertisement", "Subscribe", "Оформить пожертвование", "Напомнить позже", "Способы оплаты",
    "Please support us from just $5 a month. We need your help to stay independent.",
    "Нам нужна ваша помощь: поддержите нас, чтобы мы могли работать. Хватит и 100 рублей.",
    "Sign up for our free newsletter and get the harbour news every morning before the ferry leaves.",
]  # fmt: skip
PROSE = [
    "The harbour master said on Friday that the tide tables would be printed again before the end of the month.",
    "“You look at the next rung,” he said, and climbed down the ladder to the waiting boat without another word.",
    "Портовое управление сообщило в пятницу, что таблицы приливов снова напечатают до конца этого месяца.",
    "Nobody had asked the fishermen, who meet every morning at six on the far side of the market hall.",
    "The vote was eleven to four, with one councillor asleep and another on the wrong side of the bridge.",
]
paragraphs = st.lists(st.sampled_from(PROSE), min_size=4, max_size=12)
furniture = st.lists(st.sampled_from(FURNITURE), max_size=4)


@given(paragraphs, st.lists(furniture, min_size=12, max_size=12), furniture)
def test_furniture_anywhere_between_paragraphs_is_cut_out(
    prose: list[str], between: list[list[str]], above: list[str]
) -> None:
    blocks = [*above, "The Ladder and the Tide"]
    for paragraph, cut in zip(prose, between, strict=False):
        blocks += [*cut, paragraph]
    blocks += ["Read more", "Another story altogether"]
    article = find_article(page_of_text("\n\n".join(blocks)))
    assert article.headline == "The Ladder and the Tide"
    assert texts(article) == prose


words = st.text(string.ascii_letters, min_size=2, max_size=9)
sentences = st.lists(words, min_size=26, max_size=60).map(lambda some: " ".join(some).capitalize() + ".")


@given(st.lists(sentences, min_size=3, max_size=10))
def test_paragraphs_are_kept_to_the_letter(prose: list[str]) -> None:
    assert texts(find_article(page_of_text("A Plain Headline\n\n" + "\n\n".join(prose)))) == prose


@given(st.lists(st.text(max_size=200), max_size=30))
def test_any_blocks_give_an_article_or_a_reason(given_texts: list[str]) -> None:
    page = SavedPage(tuple(Block(text.strip()) for text in given_texts))
    try:
        article = find_article(page)
    except NoArticle as reason:
        assert str(reason)
    else:
        assert article.headline
        assert article.words >= 40


@given(st.text(max_size=3000))
def test_any_html_is_survived(source: str) -> None:
    page_of_html(f"<html><body><p>{source}</p></body></html>")


def test_the_page_that_this_paper_began_with() -> None:
    pages = sorted(REAL_PAGES.glob("*.txt"))
    if not pages:
        pytest.skip(f"there is no saved page in {REAL_PAGES}")
    text = pages[0].read_text(encoding="utf-8")
    article = find_article(page_of_text(text))
    assert article.headline == "NATO Chief Gets No Promises"
    assert article.published is None
    assert article.authors == ()
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    start = next(at for at, block in enumerate(blocks) if block.startswith("NATO Secretary-General"))
    end = next(at for at, block in enumerate(blocks) if block.endswith("transport military cargoes and personnel."))
    assert texts(article) == blocks[start : end + 1]
    assert len(article.body) == 14
    assert all(block.kind is Kind.PARAGRAPH for block in article.body)
