"""A plea is told from news by who speaks to whom: the page to its reader, or somebody in the news."""

import pytest

from smallfavor.publication.rules.block import Block
from smallfavor.publication.rules.furniture import (
    continues_plea,
    ends_article,
    is_notice,
    is_plea,
    line_furniture,
    stands_in_plea,
)

NAMES = frozenset({"the lantern", "фонарь"})

PLEAS = [
    "… as you're joining us today, we have a small favour to ask. Readers turn to us whenever it matters.",
    "Every contribution, however small, powers our work. Support the Lantern from as little as $1.",
    "We had to leave our country to keep doing our job. Support us financially to help us fight for peace and freedom.",
    "By clicking the Support button, you agree to the processing of your personal data.",
    "Make your contribution now and help us continue.",
    "Before you go: our newsroom depends on readers like you. Will you help us keep the lights on?",
    "Independent journalism isn’t free to produce. If you value what you read here, please consider a monthly gift.",
    "Help us tell the truth. Donate.",
    "Join our community of 12,000 supporters today.",
    "This article was made possible by readers like you.",
    "You’ve read 5 articles this month. Subscribe for unlimited access.",
    "Поддержите «Фонарь». Мы работаем только благодаря вам.",
    "Мы рассказываем честно не только про войну. Помогите нам продолжать работу: оформите ежемесячное пожертвование.",
    "Если вам важна независимая журналистика, станьте нашим другом. Сумма не важна, важна регулярность.",
    "Редакция «Фонаря» существует на деньги читателей. Пожалуйста, поддержите нас любой удобной суммой.",
    "Независимая журналистика стоит денег. Ваши пожертвования помогают нам рассказывать правду.",
    "Дорогие читатели! Нам нужна ваша помощь.",
    "Вы можете поддержать редакцию переводом на карту.",
]
NEWS = [
    "The minister said that Russia would support us in any negotiation, and that he trusted his readers to understand.",
    "“Please support us,” the strikers wrote on their banner, “and we will support you.”",
    "The party asked voters to donate at least $5 a month, which critics called a tax.",
    "We need your help, she wrote to the governor in a letter that this newspaper has seen.",
    "I have lived on this street for forty years, and you would not believe what we have seen.",
    "You can support the reconstruction of the church by a transfer to the parish, the priest said.",
    "Our readers will remember that the bridge was closed in March.",
    "The bank will contribute $3 million a year to the fund from January.",
    "Мы поддержали это решение, сказал депутат, и вам советуем.",
    "Жители просят поддержать проект петицией; собрано триста подписей.",
    "Фонд помогает больным детям: пожертвовать можно в любом отделении банка.",
    "Ваша помощь нужна фронту, говорилось в листовке, которую раздавали на вокзале.",
    "“I am asking all of you to give what you can,” the mayor said. “We will not forget it.”",
    "Readers of this column know that I like trams. If you can, please take one.",
    "The minister said that his support for our allies would not change, whatever you may hear.",
    "Support for the plan has grown since the frost, as your correspondent saw at the second hearing.",
]
BUTTONS = {
    "Support The Lantern!": "support banner",
    "SUPPORT US": "support banner",
    "Поддержите нас!": "support banner",
    "Оформить подписку": "support banner",
    "$5 a month": "support banner",
    "500 ₽ в месяц": "support banner",
    "Remind me next month": "remind me later",
    "Not ready to support today?": "remind me later",
    "Напомнить через месяц": "remind me later",
    "payment method": "payment methods",
    "paiment methods": "payment methods",
    "Accepted payment methods": "payment methods",
    "Visa, Mastercard, American Express and PayPal": "payment methods",
    "VISA | MIR | SBP": "payment methods",
    "Способы оплаты": "payment methods",
    "Share on Telegram": "share button",
    "Поделиться в Телеграме": "share button",
    "4 min read": "navigation",
    "Advertisement": "navigation",
    "© 2026 The Lantern": "legal notice",
    "Все права защищены": "legal notice",
    "The Lantern": "name of the paper",
    "Read more: The winter the strait closed": "link to another story",
    "Читайте также: Лёд в проливе встал раньше": "link to another story",
    "* * *": "ornament",
}
LINES_OF_ARTICLES = [
    "A long night",
    "Give and take",
    "Support Falls for Harbour Tax",
    "“Remind me,” he said.",
    "Visa rules eased for sailors",
    "Home at last",
    "Donations to the museum doubled.",
    "Once more, with feeling.",
    "Долгая ночь",
    "Поддержка растёт",
]
ENDS = [
    "Read more",
    "READ MORE:",
    "Related stories",
    "Most read",
    "More from Harbour",
    "Читайте также",
    "По теме",
    "Comments (12)",
]


@pytest.mark.parametrize("text", PLEAS)
def test_what_asks_the_reader_is_no_news(text: str) -> None:
    block = Block(text)
    assert is_plea(block, NAMES) or is_notice(block)


@pytest.mark.parametrize("text", NEWS)
def test_news_about_asking_is_news(text: str) -> None:
    block = Block(text)
    assert not is_plea(block, NAMES)
    assert not is_notice(block)
    assert not continues_plea(block)
    assert line_furniture(block, NAMES) is None


def test_the_quiet_middle_of_a_plea_belongs_to_it() -> None:
    middle = Block(
        "Unlike many others, The Lantern has no shareholders. Just the determination to report what matters."
    )
    assert not is_plea(middle, NAMES)
    assert stands_in_plea(middle, NAMES)


@pytest.mark.parametrize(("text", "why"), BUTTONS.items())
def test_a_button_is_known_by_its_words(text: str, why: str) -> None:
    assert line_furniture(Block(text), NAMES) == why


@pytest.mark.parametrize("text", LINES_OF_ARTICLES)
def test_a_short_line_of_an_article_is_no_button(text: str) -> None:
    assert line_furniture(Block(text), NAMES) is None
    assert not ends_article(Block(text))


@pytest.mark.parametrize("text", ENDS)
def test_what_stands_above_other_stories_ends_the_article(text: str) -> None:
    assert ends_article(Block(text))
