"""`expand[]`: ids become the objects that they name, where the SDK's classes say that they may. Read-only."""

from typing import Any

from bench.emulators.stripe.refusals import unread
from bench.emulators.stripe.shapes import Wire, kinds_in
from bench.emulators.stripe.store import Books

DEEPEST = 4


def expanded(books: Books, answer: Wire, paths: list[str]) -> Wire:
    """The answer with everything that was asked for in it. Raises Refused."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEEPEST + (steps[0] == "data"):
            raise unread(f"You cannot expand more than {DEEPEST} levels of a property.", param="expand")
        if answer.get("object") in ("list", "search_result"):
            if steps[0] != "data" or len(steps) == 1:
                raise _impossible(path)
            for thing in answer["data"]:
                _expand(books, thing, steps[1:], path)
        else:
            _expand(books, answer, steps, path)
    return answer


def _expand(books: Books, thing: Wire, steps: list[str], path: str, *, perhaps: bool = False) -> None:
    """`perhaps`: the object may be of several kinds, and not all of them have this property."""
    name, rest = steps[0], steps[1:]
    listed = _list_of(books, thing, name)
    if listed is not None:
        thing[name] = listed
    elif not kinds_in(thing, name):
        if isinstance(thing.get(name), dict | list) and rest:
            _walk_on(books, thing[name], rest, path)
            return
        if perhaps:
            return
        raise _impossible(path)
    several = kinds_in(thing, name) > 1
    value = thing.get(name)
    if isinstance(value, str):
        thing[name] = books.find(value)
    if rest and thing.get(name) is not None:
        _walk_on(books, thing[name], rest, path, perhaps=several)


def _walk_on(books: Books, value: Any, steps: list[str], path: str, *, perhaps: bool = False) -> None:
    if isinstance(value, list):
        for item in value:
            _expand(books, item, steps, path)
    elif isinstance(value, dict) and value.get("object") == "list":
        if steps[0] != "data" or len(steps) == 1:
            raise _impossible(path)
        _walk_on(books, value["data"], steps[1:], path)
    elif isinstance(value, dict):
        _expand(books, value, steps, path, perhaps=perhaps)


def _list_of(books: Books, thing: Wire, name: str) -> Wire | None:
    """Lists that are only shown when they are asked for."""
    if (thing.get("object"), name) == ("charge", "refunds"):
        mine = "kind = 'refund' AND json_extract(body, '$.charge') = ?"
        found = [row[2] for row in books.select(mine, (thing["id"],), last="ORDER BY seq DESC LIMIT 11")]
        return a_list(f"/v1/charges/{thing['id']}/refunds", found[:10], more=len(found) > 10)
    if (thing.get("object"), name) == ("checkout.session", "line_items"):
        items = books.inner(thing["id"]).get("items", [])
        return a_list(f"/v1/checkout/sessions/{thing['id']}/line_items", items, more=False)
    return None


def a_list(url: str, things: list[Wire], *, more: bool) -> Wire:
    return {"object": "list", "data": things, "has_more": more, "url": url}


def _impossible(path: str) -> Exception:
    return unread(f"This property cannot be expanded ({path}).", param="expand")
