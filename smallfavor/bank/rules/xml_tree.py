"""Reads a foreign XML message into a small tree that knows its lines. No entities, no document type, bounded.

Namespaces are set aside: banks give the same elements under many. Not here: what the elements mean (camt.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import ContentHandler, SAXParseException
from xml.sax.xmlreader import Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString

from smallfavor.bank.rules.file_refused import FileRefused

MOST_BYTES = 20_000_000
MOST_ELEMENTS = 1_000_000
DEEPEST = 40


@dataclass(slots=True)
class Node:
    """One element: `tag` without its namespace, `text` without the space around it, `line` where it opens."""

    tag: str
    line: int
    namespace: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def all(self, path: str) -> Iterator["Node"]:
        """Every element at this path of tags: "NtryDtls/TxDtls"."""
        first, _, rest = path.partition("/")
        for child in self.children:
            if child.tag == first:
                if rest:
                    yield from child.all(rest)
                else:
                    yield child

    def one(self, path: str) -> "Node | None":
        return next(self.all(path), None)

    def say(self, *paths: str) -> str:
        """The text of the first of these paths that has one, or ""."""
        return next((found.text for path in paths for found in self.all(path) if found.text), "")


def read_tree(content: bytes) -> Node:
    """The root of the message. Raises FileRefused."""
    if len(content) > MOST_BYTES:
        raise FileRefused(0, f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    handler = _TreeBuilder()
    try:
        parseString(content, handler, forbid_dtd=True)
    except SAXParseException as error:
        raise FileRefused(error.getLineNumber() or 0, f"is no XML ({error.getMessage()})") from error
    except DefusedXmlException as error:
        raise FileRefused(handler.line, "declares a document type or entities, which no bank's message does") from error
    except (LookupError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(handler.line, "is written in an encoding that we can't read") from error
    if handler.root is None:
        raise FileRefused(0, "The file has no content.")
    return handler.root


class _TreeBuilder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._elements = 0
        self._locator: Locator | None = None

    @property
    def line(self) -> int:
        return (self._locator.getLineNumber() or 0) if self._locator else 0

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: object) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise FileRefused(self.line, "is more than any statement has: too many elements, or too deep")
        given: dict[str, str] = dict(attrs.items())  # type: ignore[attr-defined]
        prefix, _, tag = name.rpartition(":")
        spoken = given.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
        node = Node(tag, self.line, spoken, {key: value for key, value in given.items() if not key.startswith("xmlns")})
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._texts.append([])

    def characters(self, content: str) -> None:
        self._texts[-1].append(content)

    def endElement(self, name: str) -> None:
        self._open.pop().text = "".join(self._texts.pop()).strip()
