"""Where readers come from, by the name of the machine that led them here: patterns for the browser. Pure.

They are in the manifest while a live appeal asks for them, so that a new network needs no new script. Internal, direct
and other the script knows by itself.
"""

# Tried in this order. Regular expressions that Python and JavaScript read alike.
PATTERNS = {
    "mail": r"^(?!(go\.)?mail\.ru$)(.*\.)?(mail|e-?mail|webmail|outlook)\.|\.gm$|thunderbird|protonmail",
    "search": r"(^|\.)(google|bing|yandex|duckduckgo|ecosia|qwant|baidu|startpage|search|seznam|naver|yahoo|kagi)\.|"
    r"googlequicksearchbox|^(ya\.ru|(go\.)?mail\.ru)$",
    "social": r"(^|\.)(facebook|instagram|threads|twitter|x|bsky|reddit|linkedin|vk|tiktok|pinterest|youtube|whatsapp|"
    r"telegram|mastodon|tumblr|weibo|discord)\.(com|net|org|app|social|me|cn)$|^(t\.co|t\.me|lnkd\.in|ok\.ru|m\.ok\.ru|"
    r"youtu\.be|vk\.ru|web\.telegram\.org)$|(^|\.)(telegram|facebook|whatsapp|instagram)\.",
}
