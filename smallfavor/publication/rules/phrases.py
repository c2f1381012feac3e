"""Words by which a page's furniture is known, in English and Russian. Not here: how they are weighed (furniture.py).

Every pattern is matched on folded text: lower case, one kind of quotation mark, one kind of space.
"""

import re


def _any(alternatives: str) -> re.Pattern[str]:
    """One pattern of alternatives, one a line."""
    return re.compile("|".join(line.strip() for line in alternatives.strip().splitlines()))


# What stands above a list of other stories, alone on its line.
ENDS = _any(r"""
    (?:read|see|view|watch) (?:more|also|next|on|further)(?: (?:on|about|from|in|stories|news|articles)\b.{0,40})?
    more (?:from|on|in|stories|news|articles|reading|to read)\b.{0,40}
    also (?:read|on)\b.{0,30}
    (?:related|recommended|similar|latest|top|more) (?:articles?|stories|story|news|reading|posts?|topics?)
    (?:other|popular) (?:articles?|stories|story|news|reading|posts?|topics?)
    (?:most|editor'?s'?) (?:read|popular|viewed|shared|commented|picks?)
    what to read next|you (?:may|might) also like.{0,20}|up next|keep reading|recommended(?: for you)?|related
    comments?(?: \(?\d+\)?)?|\d+ comments?|(?:leave|post) a (?:comment|reply)|join the (?:discussion|conversation)
    читайте (?:также|ещ[её]|далее|дальше|по теме)|(?:что )?(?:ещ[её] )?почитать(?: ещ[её])?|смотрите (?:также|ещ[её])
    (?:материалы )?по теме|(?:ещ[её]|другое|больше) (?:по теме|на эту тему|новостей|материалов)
    (?:похожие|другие|последние|главные|популярные|связанные) (?:материалы|статьи|новости|публикации|записи)
    рекомендуемые (?:материалы|статьи|новости|публикации|записи)
    самое (?:читаемое|популярное|важное)|рекомендуем|вам может (?:быть интересно|понравиться)
    комментари[ий](?: \(?\d+\)?)?|\d+ комментари\w{1,3}|оставить комментарий|обсуждение
""")

_LATER = _any(r"""
    (?:please )?remind me(?: (?:later|again|tomorrow|next (?:week|month|time)|in .{1,20}|on .{1,20}))?
    (?:maybe|not) (?:later|now|today)|ask me (?:later|again.{0,20})|(?:i'?ll )?(?:decide|do (?:it|this)) later
    not (?:ready|today|now)(?: to (?:support|give|donate|help)(?: us)?)?(?: (?:today|now|yet))?
    i (?:already|have already) (?:give|support|donate)d?.{0,20}
    напомни(?:ть|те)(?: мне)?(?: (?:позже|потом|завтра|через .{1,20}|об этом.{0,10}))?
    не (?:сегодня|сейчас)|не готовы (?:поддержать|помочь).{0,20}|(?:может быть,? )?(?:позже|потом)
    (?:я )?уже поддерживаю.{0,20}
""")
_METHODS = _any(r"""
    (?:accepted |supported |available |secure |our )?pa[iy]e?ments? (?:methods?|options?|systems?|cards?|icons?|logos?)
    (?:we accept|pay (?:with|by|via)|payment by)\b.{0,80}
    (?:credit|debit)(?: (?:and|or|/) (?:credit|debit))? cards?.{0,40}
    (?:secure|safe|encrypted) (?:payment|checkout|transaction|donation)s?.{0,40}
    способы? (?:оплаты|платежа|перевода)|методы? оплаты|(?:мы )?принимаем (?:к оплате|карты|visa).{0,60}
    безопасн\w{2,3} (?:оплата|платеж|плат[её]ж|перевод).{0,40}|банковск\w{2,3} карт\w{1,3}
""")
_BANNER = _any(r"""
    (?:please )?(?:support|help|fund|back|join) us(?: (?:today|now|here))?
    (?:please )?(?:support|help|fund|back|join) our (?:work|journalism|journalists|reporting)(?: (?:today|now|here))?
    (?:please )?(?:support|help|fund|back|join) our (?:newsroom|paper|mission|team)(?: (?:today|now|here))?
    (?:please )?(?:support|help|fund|back|join) (?:the|this) (?:newsroom|paper|site)(?: (?:today|now|here))?
    (?:please )?(?:support|help|fund|back) (?:independent|quality) (?:journalism|media|news|press)
    (?:donate|give|contribute|chip in|subscribe|support)(?: (?:now|today|here|monthly|once))?
    (?:make|leave) (?:a|your) (?:donation|contribution|gift)(?: (?:now|today|here))?
    become (?:a|our) (?:member|supporter|patron|subscriber|friend)(?: .{0,30})?
    (?:give|donate|support|contribute) [$€£₽] ?\d[\d.,]{0,8}(?: .{0,20})?
    [$€£₽] ?\d[\d.,]{0,8}(?: ?(?:a|per|every|/) ?(?:month|year|week)| monthly| yearly| once)?
    (?:one[- ]time|once|monthly|yearly|annual|annually|single gift)(?: (?:gift|donation|support|contribution))?
    other(?: amount)?|continue(?: to (?:payment|checkout))?
    (?:поддержите|поддержать|поддержи) (?:нас|редакцию|издание|газету|журналистов)
    (?:поддержите|поддержать|поддержи) нашу (?:работу|редакцию|журналистику)
    (?:поддержите|поддержать|поддержи) (?:независимую (?:журналистику|прессу)|независимые (?:сми|медиа))
    поддержать|помочь (?:нам|редакции|изданию)|(?:сделать|оформить) (?:пожертвование|донат|взнос|подписку)
    пожертвовать(?: сейчас)?|задонатить|стать (?:нашим )?(?:подписчиком|другом|патроном|соучастником|спонсором)
    \d[\d ]{0,8} ?(?:₽|руб(?:\.|лей)?)(?: в (?:месяц|год))?|другая сумма
    (?:один раз|разово|единоразово|ежемесячно|ежегодно|раз в (?:месяц|год))
""")
_SHARE = _any(r"""
    (?:share|tweet|print|e-?mail|pin|save|bookmark|send|like|follow)(?: (?:this|it|us|on|via|to|with|by)\b.{0,40})?
    (?:share|print|e-?mail|save) (?:article|story|page|link)|copy link|\d+ shares?
    (?:facebook|twitter|telegram|whats ?app|instagram|linkedin|vkontakte|vk|reddit|youtube|rss|viber|tiktok)
    (?:bluesky|mastodon|threads|signal|x)(?:[ ,|/]+\w{2,12}){0,6}
    (?:facebook|twitter|telegram)(?:[ ,|/]+(?:facebook|twitter|telegram|whats ?app|x|vk|linkedin|viber|e-?mail))*
    поделиться(?: .{0,40})?|(?:распечатать|печать|версия для печати|скопировать ссылку|отправить(?: .{0,30})?|сохранить)
    (?:вконтакте|вк|одноклассники|телеграм|дзен|ютуб|фейсбук|твиттер)
""")
_NAVIGATION = _any(r"""
    home|menu|search|close|open|(?:skip|back|go) to .{1,30}|(?:log|sign) ?(?:in|out|up)|register|(?:my )?account
    contacts?(?: us)?|about(?: us)?|imprint|advertise(?: with us)?|jobs|careers|terms(?: .{0,30})?|privacy(?: .{0,30})?
    cookies?(?: .{0,20})?|help|faq|archive|site ?map|newsletters?|e-?paper|next|previous|older|newer|load more|show more
    loading|advertisement|advertising|sponsored(?: .{0,30})?|promoted(?: .{0,20})?|ads?|continue reading(?: .{0,40})?
    story continues below.{0,30}|article continues (?:after|below).{0,30}|accept(?: all)?(?: cookies)?|i agree|got it|ok
    reject(?: all)?|english|русский|deutsch|français|español|page \d+ of \d+
    listen to (?:this )?(?:article|story).{0,20}|\d+ min(?:ute)?s? read|reading time.{0,20}
    главная|меню|поиск|закрыть|перейти к .{1,30}|вернуться .{1,30}|наверх|вверх|войти|вход|выйти|регистрация
    личный кабинет|контакты|о (?:нас|проекте|редакции|газете)|реклама|вакансии|архив|рассылк[аи]|следующая|предыдущая
    (?:загрузить|показать) ещ[её]|на правах рекламы|принять|согласен|понятно|политика .{1,40}|время чтения.{0,20}
    пользовательское соглашение
""")
_LEGAL = _any(r"""
    (?:©|\(c\)|copyright\b).{0,160}|.{0,120}\ball rights reserved\b.{0,80}|.{0,120}все права защищены.{0,80}
    (?:16|18|12|6|0)\+|перепечатка .{0,160}|при (?:цитировании|использовании) материалов .{0,160}
""")

# Whole lines, by the kind of furniture that they are.
LINES = {
    "remind me later": _LATER,
    "payment methods": _METHODS,
    "support banner": _BANNER,
    "share button": _SHARE,
    "navigation": _NAVIGATION,
    "legal notice": _LEGAL,
}

# Sentences that are never an article's.
NOTICES = _any(r"""
    \b(?:this|our) (?:web ?)?site uses cookies\b|\bwe (?:and our partners )?use cookies\b
    \bby (?:continuing|using|clicking|subscribing|signing up|submitting)\b.{0,60}\byou (?:agree|accept|consent)\b
    \b(?:sign up|subscribe)\b.{0,40}\b(?:to|for) our (?:free |daily |weekly |morning )*(?:newsletter|briefing|mailing)\b
    \b(?:sign up|subscribe)\b.{0,40}\b(?:to|for) our (?:e-?mails?|channel)\b
    \byour (?:e-?mail )?address will not be published\b|\bplease enable javascript\b
    \byour browser (?:does not|doesn't) support\b
    \byou(?:'ve| have) (?:read|reached) .{0,30}(?:articles?|limit)\b|\bsubscribe (?:now )?for (?:full|unlimited)\b
    \bmade possible by (?:our |the )?(?:readers|supporters|members)\b
    \bfollow us on (?:facebook|twitter|telegram|instagram|x|google)\b|\bjoin our (?:telegram|whatsapp|viber) \w+
    (?:наш )?сайт использует (?:файлы )?cookie|мы используем (?:файлы )?(?:cookie|куки)
    подпи(?:шитесь|сывайтесь) на (?:наш|нашу|наши|рассылку)\b.{0,60}(?:рассылк|телеграм|telegram|канал|youtube)
    нажимая (?:на )?кнопку|ваш (?:e-?mail|адрес) не будет опубликован|включите javascript
""")

CARDS = _any(r"""
    visa|master ?card|maestro|mir|мир|amex|american express|discover|jcb|union ?pay|pay ?pal|apple ?pay|google ?pay
    g ?pay|samsung pay|sepa|ideal|bancontact|giropay|sofort|klarna|blik|swish|mobilepay|bitcoin|stripe
    crypto(?:currency)?|sbp|сбп|юmoney|yoomoney|qiwi|bank transfer|card
""")

# A link to one other story, in a line of its own.
TEASER = _any(r"""
    (?:read|see|watch) (?:more|also|on)(?: on| about)? ?[:>|-] ?.{3,160}
    (?:related|in pictures|watch|listen) ?: ?.{3,160}
    (?:читайте|смотрите) (?:также|ещ[её]) ?[:>|-] ?.{3,160}|по теме ?: ?.{3,160}
""")

# Somebody is asked to give.
FAVOUR = _any(r"""
    \bfavou?r to ask\b
    \b(?:небольш|маленьк)\w{2,3} просьб\w\b
""")
ASK = _any(r"""
    \bfavou?r to ask\b
    \bsupport (?:us|our (?:work|journalism|journalists|reporting|newsroom|paper|mission|team)|independent journalism)\b
    \bsupport this (?:work|paper|newsroom)\b|\b(?:donate|chip in)\b
    \bmake a (?:small |one-time |monthly |regular )*(?:donation|contribution|gift)\b
    \byour (?:(?:small|regular|monthly|financial|generous|continued) )*(?:support|donation|contribution|gift|help)\b
    \bneed your (?:help|support|backing)\b|\bbecome (?:a|our) (?:\w+ )?(?:member|supporter|patron|subscriber)\b
    \bhelp (?:us|our newsroom) (?:to )?(?:keep|continue|stay|remain|survive|report|publish|carry)\b
    \b(?:please|if you can,?) (?:consider )?(?:support|giv|contribut|donat|help|becom)\w*
    \bconsider (?:supporting|donating|giving|contributing|becoming)\b
    \bconsider a (?:small |one-time |monthly |regular )*(?:gift|donation|contribution)\b
    \bjoin (?:us|our (?:community|readers|supporters|members))\b
    \bcontribute (?:today|now|as little|from|monthly)\b
    \b(?:небольш|маленьк)\w{2,3} просьб\w\b
    \bподдерж(?:ите|ать|ивайте) (?:нас|нашу|наш|редакцию|издание|газету|независим)\w*
    \bваш\w{1,3} (?:\w+ )?(?:поддержк|помощ|пожертвовани|взнос|донат)\w*
    \bнам нужна (?:ваша|твоя) (?:помощь|поддержка)|\bпомогите нам\b
    \bоформ(?:ите|ить) (?:\w+ )?(?:пожертвование|подписку|донат|поддержку|взнос)\b|\bпожертв(?:уйте|овать)\b
    \bстаньте (?:нашим )?(?:\w+ )?(?:подписчик|соучастник|друг|патрон|спонсор)\w*
    \bпросим (?:вас )?(?:поддержать|помочь|о помощи|о поддержке)\b
""")
SELF = _any(r"""
    \b(?:we|us|our|ours|we're|we've)\b
    \b(?:мы|нас|нам|нами|наш\w{0,3})\b
""")
PRESS = _any(r"""
    \bindependent (?:journalism|press|media)\b|\bour newsroom\b
    \bредакци\w{1,2}\b|\bнезависим\w{2,3} (?:журналистик|сми|медиа|пресс)\w*
""")
# Somebody else speaks: what follows is news, also where it stands without quotation marks.
REPORTED = _any(r"""
    \b(?:said|says|wrote|writes|added|asked|according to)\b
    \b(?:сказал|говорил|заявил|написал|сообщил|добавил|попросил|говорится|говорилось)\w{0,3}\b|\bпо словам\b
""")
ADDRESS = _any(r"""
    \b(?:you|your|yours|you're|you've)\b|\bplease\b|\breaders?\b
    (?:^|[.!?:-] )(?:(?:support|help|join|back) us|donate|subscribe|contribute|chip in)\b|\bjoin our \w+
    \b(?:вы|вас|вам|вами|ваш\w{0,3}|тебя|твоя)\b|\bпожалуйста\b|\bчитател\w{1,3}\b
    \b(?:поддержите|помогите|оформите|станьте|пожертвуйте)\b
""")
PRICE = _any(r"""
    \b(?:just|only|from|for|as little as|starting (?:from|at))\s+(?:just |only )?[$€£₽¥] ?\d
    [$€£₽¥] ?\d[\d.,]* (?:a|per|each|every) (?:month|week|year)\b|\bmonthly\b.{0,40}[$€£]
    \bno matter how (?:small|big)\b|\bless than the (?:price|cost) of\b
    \b(?:всего|от|за|хотя бы|даже) \d[\d ]* ?(?:₽|руб|евро|доллар|€|\$)
    \b(?:в месяц|ежемесячн\w{1,3})\b.{0,40}(?:₽|руб|евро|€|\$)|\bлюб(?:ая|ую|ой) сумм\w\b
""")

# The words around the asking; they make a plea only beside one.
SPIRIT = _any(r"""
    \bindependent\b|\bjournalis(?:m|ts?)\b|\breaders?[- ](?:funded|supported)\b|\bpaywalls?\b
    \bfree (?:for|to) (?:everyone|all|read)\b|\bour (?:reporting|mission|work|newsroom|commitment|voice)\b
    \bsilenced?\b|\bcritical mission\b|\bevery (?:contribution|donation|gift|cent|euro|dollar|pound)\b
    \bcancel (?:at )?any ?time\b|\bthank you\b|\bmakes? (?:a|all the) (?:\w+ )?difference\b|\bquick to set up\b
    \btakes (?:less than )?(?:a|one|two|\d) minutes?\b|\bsignificant impact\b|\bsupport(?:ing|ers)\b
    \bdonat\w+|\bcontribut\w+
    \bнезависим\w{2,3} (?:журналистик|сми|медиа|издани|газет)\w*|\bпожертвовани\w*|\bвзнос\w*|\bдонат\w*
    \bнаш\w{1,3} (?:работ|журналист|редакци|читател|мисси)\w*|\bредакци\w{1,2}\b|\bспасибо\b|\bбез вас\b
    \bотменить (?:\w+ )?в любой момент\b|\bблагодаря (?:вам|читателям)\b|\bподдержк\w{1,2}\b
    \bрассчитывать (?:только )?на вас\b|\bиноагент\w*|\bважн\w регулярность\b
    \bкажд(?:ый|ая|ое) (?:рубль|взнос|пожертвование|евро)\b
""")
