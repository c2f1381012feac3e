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

_IN_THE_ROOM_EN = PleaText(
    heading="Somebody has to sit in the room.",
    body="""\
For {years} years one of us has sat in the council chamber, the courtroom and the harbour office. Mostly nothing \
happens there. When something does, you know of it.

We are nine journalists, with no owner and no party behind us; only readers. Fifty of them who give *{minimum} a \
month* pay for one such evening, and every article stays open to everyone.

If you can, be one of them. It takes a minute, and you can stop at any time. Thank you.""",
    signature="The journalists of {paper}",
    methods=METHODS,
)

_IN_THE_ROOM_RU = PleaText(
    heading="Кто-то должен сидеть в зале, где решают.",
    body="""\
Все годы, что выходит {paper}, — их уже {years}, — кто-то из нас сидит в городском совете, в суде и в управлении \
порта. Чаще всего там ничего не происходит. Но если происходит, вы об этом узнаёте.

Нас девять журналистов, и за нами нет ни хозяина, ни партии — только читатели. Пятьдесят читателей, которые дают \
*{minimum} в месяц,* оплачивают один такой вечер, и каждая статья остаётся открытой для всех.

Если можете, станьте одним из них. Прекратить можно в любой момент. Спасибо.""",
    signature="Журналисты {paper}",
    methods=METHODS,
)

_OPEN_EN = PleaText(
    heading="You could read this because another reader had paid for it.",
    body="""\
It was open because somebody, perhaps in your street, gives a little every month. For {years} years that has kept \
{paper} writing about the harbour, the courts and the council, with nobody to tell us what to leave out.

If you can, join them: *{minimum} a month* is enough. If you can’t, read on; that is what it is for. Whoever gives \
can stop at any time, with one click in any mail from us.

Thank you.""",
    signature="The journalists of {paper}",
    methods=METHODS,
)

_OPEN_RU = PleaText(
    heading="Вы смогли это прочесть, потому что за это заплатил другой читатель.",
    body="""\
Статья открыта, потому что кто-то — может быть, с вашей улицы — каждый месяц даёт понемногу. Все годы, что выходит \
{paper}, — их уже {years}, — этого хватало, чтобы писать о порте, судах и городском совете, и никто не говорил \
нам, о чём молчать.

Если можете, присоединяйтесь: *хватит {minimum} в месяц.* Если нет — читайте дальше, для того всё и открыто. \
Прекратить можно в любой момент, одним нажатием в любом нашем письме.

Спасибо.""",
    signature="Журналисты {paper}",
    methods=METHODS,
)

EPIC = AppealDraft(
    slug="after-the-article",
    name="After the article",
    placement="epic",
    variants=(
        VariantDraft("in-the-room", texts={"en": _IN_THE_ROOM_EN, "ru": _IN_THE_ROOM_RU}),
        VariantDraft("open-to-all", texts={"en": _OPEN_EN, "ru": _OPEN_RU}),
    ),
)

SAMPLE = (HEADER, BANNER, EPIC)
