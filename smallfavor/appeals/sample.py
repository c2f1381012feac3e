"""The sample paper's pleas: header link, banner and epic, in English and Russian. Editors may start from them.

Not here: saving them (actions/load_sample.py).
"""

from smallfavor.appeals.rules.draft import AppealDraft, PleaText, VariantDraft

METHODS = "card:Visa, Mastercard"

HEADER = AppealDraft(
    slug="support-link",
    name="Support link in the masthead",
    placement="header",
    cap_views=1000,
    cap_days=30,
    variants=(
        VariantDraft(
            "control",
            texts={"en": PleaText(heading="Support {paper}!"), "ru": PleaText(heading="Поддержите {paper}!")},
        ),
    ),
)

BANNER = AppealDraft(
    slug="open-to-everyone",
    name="Open to everyone (banner)",
    placement="banner",
    variants=(
        VariantDraft(
            "control",
            texts={
                "en": PleaText(
                    heading="Everyone can read {paper}, because some readers pay for it.",
                    body="{minimum} a month is enough to be one of them. You can stop at any time.",
                    signature="The journalists of {paper}",
                ),
                "ru": PleaText(
                    heading="{paper} могут читать все, потому что некоторые читатели за это платят.",
                    body="Чтобы стать одним из них, хватит {minimum} в месяц. Прекратить можно в любой момент.",
                    signature="Журналисты {paper}",
                ),
            },
        ),
    ),
)

_NO_OWNER_EN = PleaText(
    heading="No owner and no ministry pays for {paper}. Its readers do.",
    body="""\
For {years} years we have sat through council meetings, court hearings and storms, so that you know what was decided, \
and who decided it.

We, its journalists, ask you to carry a small part of that. *{minimum} a month is enough:* fifty readers who give it \
send one of us to a hearing for a day, and every article stays open to everyone.

It takes a minute, and you can stop at any time. Thank you.""",
    signature="The journalists of {paper}",
    methods=METHODS,
)

_NO_OWNER_RU = PleaText(
    heading="За {paper} не платит ни владелец, ни министерство. Платят читатели.",
    body="""\
{years} — столько лет мы ходим на заседания думы, в суды и в порт в любой шторм, чтобы вы знали, что решили и кто \
решил.

Мы, журналисты редакции, просим вас взять на себя малую часть этой работы. *Хватит {minimum} в месяц:* пятьдесят \
таких читателей на целый день отправляют одного из нас в суд, а каждая статья остаётся открытой для всех.

Это займёт минуту, а прекратить можно в любой момент. Спасибо.""",
    signature="Журналисты {paper}",
    methods=METHODS,
)

_OPEN_EN = PleaText(
    heading="You could read this because another reader had paid for it.",
    body="""\
It was open because somebody, perhaps in your street, gives a little every month. For {years} years that has kept \
{paper} reporting from the port, the courts and the council, with nobody to tell us what to leave out.

If you can, join them. *{minimum} a month* is enough, and you can stop at any time, with one click in any mail from us.

Thank you.""",
    signature="The journalists of {paper}",
    methods=METHODS,
)

_OPEN_RU = PleaText(
    heading="Вы смогли это прочесть, потому что за это заплатил другой читатель.",
    body="""\
Статья открыта, потому что кто-то — может быть, с вашей улицы — каждый месяц понемногу нас поддерживает. {years} — \
столько лет {paper} рассказывает о порте, судах и думе, и никто не говорит нам, о чём молчать.

Если можете, присоединяйтесь. *Хватит {minimum} в месяц,* а прекратить можно в любой момент: одним нажатием в любом \
нашем письме.

Спасибо.""",
    signature="Журналисты {paper}",
    methods=METHODS,
)

EPIC = AppealDraft(
    slug="after-the-article",
    name="After the article",
    placement="epic",
    variants=(
        VariantDraft("no-owner", texts={"en": _NO_OWNER_EN, "ru": _NO_OWNER_RU}),
        VariantDraft("open-to-all", texts={"en": _OPEN_EN, "ru": _OPEN_RU}),
    ),
)

SAMPLE = (HEADER, BANNER, EPIC)
