"""A person at the desk without a browser: signs in, reads pages, sends their forms."""

import re
from typing import Any

import httpx

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Desk:
    """One signed-in person. A form that is not taken is an AssertionError with the page's words."""

    def __init__(self, paper: str, name: str, password: str) -> None:
        self._client = httpx.Client(base_url=paper, timeout=60, trust_env=False, headers={"Origin": paper})
        self.send("/desk/login/", username=name, password=password)

    def read(self, path: str) -> str:
        answer = self._client.get(path, follow_redirects=True)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {words_of(answer.text)}"
        return answer.text

    def send(self, path: str, **fields: Any) -> httpx.Response:
        """Post the page's form as its button does. A page in between (200) is answered too, not followed."""
        token = TOKEN.search(self.read(path))
        assert token is not None, f"{path} has no form"
        answer = self._client.post(path, data={"csrfmiddlewaretoken": token[1], **fields})
        assert answer.status_code in {200, 302}, f"{path}: {answer.status_code} {words_of(answer.text)}"
        return answer

    def close(self) -> None:
        self._client.close()


def words_of(html: str) -> str:
    """A page's text, its scripts left out."""
    text = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.S)
    return " ".join(text.replace("&#x27;", "'").replace("&nbsp;", " ").split())
