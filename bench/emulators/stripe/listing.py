"""Lists and searches: filters, the newest first, pages by cursor. Not here: faults that hide what is young."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.emulators.stripe.refusals import missing, unread
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books

USUAL = 10
MOST = 100
RANGES = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
SEARCHED = {"charge", "customer", "payment_intent"}
CLAUSE = re.compile(
    r"\s*(?P<not>-)?(?P<field>[a-z_]+)(?:\[(?P<q>[\"'])(?P<name>[^\"']{1,40})(?P=q)\])?"
    r"\s*(?P<how>:|=|<=|>=|<|>)\s*(?:(?P<v>[\"'])(?P<text>[^\"']{0,500})(?P=v)|(?P<bare>[A-Za-z0-9_.-]{1,100}))\s*"
)
FIELDS = {
    "charge": {"amount", "created", "currency", "customer", "status"},
    "customer": {"created", "email", "name"},
    "payment_intent": {"amount", "created", "currency", "customer", "status"},
}


@dataclass(frozen=True)
class Condition:
    """A part of a WHERE, with its values; `metadata` is what it asks of the metadata, for faults that name some."""

    sql: str
    values: tuple[Any, ...]
    metadata: dict[str, str]


@dataclass(frozen=True)
class Row:
    """An object of a list, and when it was made: lists are held back by it."""

    seq: int
    created_ms: int
    thing: Wire


def as_condition(kind: str, params: Mapping[str, Any]) -> Condition:
    """The filters of a list; which there may be, the SDK's own TypedDict has seen to. Raises Refused."""
    parts, values = ["kind = ?"], [kind]
    for name, value in params.items():
        if name in ("limit", "starting_after", "ending_before", "expand"):
            continue
        if name in ("created", "arrival_date"):
            _add_range(parts, values, name, value)
        elif name == "payout":
            parts.append("json_extract(inner, '$.payout') = ?")
            values.append(value)
        elif name == "types":
            parts.append(f"json_extract(body, '$.type') IN ({', '.join('?' * len(value))})")
            values += value
        elif isinstance(value, str) and name.isidentifier():
            parts.append(f"json_extract(body, '$.{name}') = ?")
            values.append(value)
        else:
            raise unread(f"The emulator does not filter by this: {name}", param=name)
    return Condition(" AND ".join(parts), tuple(values), {})


def read_search(kind: str, query: str) -> Condition:
    """Stripe's search language, as far as equality, ranges and metadata go. Raises Refused."""
    parts, values, metadata, place, glue = ["kind = ?"], [kind], {}, 0, ""
    glues = set()
    while place < len(query):
        found = CLAUSE.match(query, place)
        if found is None:
            raise unread("We were unable to parse your search query.", param="query")
        sql, value = _clause(kind, found)
        parts.append(f"NOT ({sql})" if found["not"] else sql)
        values.append(value)
        if found["name"] and not found["not"]:
            metadata[found["name"]] = str(value)
        place = found.end()
        joined = re.compile(r"(AND|OR)\s+|(?=$)").match(query, place)
        if joined is None:
            raise unread("We were unable to parse your search query.", param="query")
        glue, place = joined[1] or "", joined.end()
        glues.add(glue)
        if not glue:
            break
    if len(glues - {""}) > 1 or glue or len(parts) == 1:
        raise unread("AND and OR can't stand in the same query, and none at its end.", param="query")
    joiner = " OR " if "OR" in glues else " AND "
    return Condition(f"kind = ? AND ({joiner.join(parts[1:])})", tuple(values), metadata)


def page_of(books: Books, condition: Condition, params: Mapping[str, Any], *, until_ms: int) -> tuple[list[Row], bool]:
    """The rows of one page, the newest first, and whether there are more. Younger than `until_ms` is not shown."""
    limit = params.get("limit", USUAL)
    if not 1 <= limit <= MOST:
        raise unread(f"Invalid integer: {limit}", param="limit")
    where, values, order = [condition.sql, "created_ms < ?"], [*condition.values, until_ms], "DESC"
    for name, how, turned in (("starting_after", "<", "DESC"), ("ending_before", ">", "ASC")):
        if params.get(name):
            where.append(f"seq {how} ?")
            values.append(_place_of(books, params[name], name))
            order = turned
    rows = books.select(" AND ".join(where), tuple(values), last=f"ORDER BY seq {order} LIMIT {limit + 1}")
    found = [Row(*row) for row in rows[:limit]]
    return (found[::-1] if order == "ASC" else found), len(rows) > limit


def search_page(
    books: Books, condition: Condition, params: Mapping[str, Any], *, until_ms: int
) -> tuple[list[Row], str]:
    """The same for a search: the next page's token, empty at the end."""
    token, query = params.get("page"), dict(params)
    query.pop("page", None)
    if token:
        try:
            query["starting_after"] = base64.b64decode(token, validate=True).decode("ascii")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise unread("Invalid page token.", param="page") from error
    rows, more = page_of(books, condition, query, until_ms=until_ms)
    return rows, base64.b64encode(rows[-1].thing["id"].encode()).decode() if more else ""


def _add_range(parts: list[str], values: list[Any], name: str, value: Any) -> None:
    for how, bound in value.items() if isinstance(value, dict) else [("is", value)]:
        parts.append(f"json_extract(body, '$.{name}') {RANGES.get(how, '=')} ?")
        values.append(bound)


def _clause(kind: str, found: re.Match[str]) -> tuple[str, Any]:
    value: Any = found["text"] if found["bare"] is None else found["bare"]
    if found["field"] == "metadata" and found["name"]:
        if not re.fullmatch(r"[A-Za-z0-9_]+", found["name"]):
            raise unread("The emulator searches metadata of plain names.", param="query")
        return f"json_extract(body, '$.metadata.{found['name']}') = ?", value
    if found["field"] not in FIELDS[kind]:
        raise unread(f"Field `{found['field']}` is an unsupported search field for this resource.", param="query")
    if found["field"] in ("created", "amount"):
        if not value.isdigit():
            raise unread("We were unable to parse your search query.", param="query")
        how = "=" if found["how"] == ":" else found["how"]
        return f"json_extract(body, '$.{found['field']}') {how} ?", int(value)
    return f"json_extract(body, '$.{found['field']}') = ?", value


def _place_of(books: Books, object_id: str, param: str) -> int:
    row = books.sql.execute("SELECT seq FROM object WHERE id = ?", (object_id,)).fetchone()
    if row is None:
        raise missing("object", object_id, param=param)
    place: int = row[0]
    return place
