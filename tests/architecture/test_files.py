"""The size and the manners of every file."""

import ast
import re

import pytest

from tests.architecture.sources import PACKAGE, files, short

CODE = (".py", ".js", ".css", ".html", ".sh", ".md")
LINES_MAX = 500
FUNCTION_LINES_MAX = 70
# Spelled in two halves, so that this file does not find itself.
UNFINISHED = re.compile(
    "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X ", "NotImplemented" + "Error", r"pytest\.mark\.sk" + "ip"))
)
MACHINE = re.compile(r"(?<![\w.~/-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me)/\w")
REGISTRY = re.compile("files.python" + r"hosted|pypi\." + "org/simple|--(?:extra-)?index" + "-url|--find-" + "links")
VAGUE = {"utils", "helpers", "common", "manager", "misc", "data"}


def test_no_file_is_too_long() -> None:
    long = {short(path): count for path in files(*CODE) if (count := len(_text(path).splitlines())) > LINES_MAX}
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {}
    for path in files(".py"):
        for node in ast.walk(ast.parse(_text(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > FUNCTION_LINES_MAX:
                    long[f"{short(path)}:{node.name}"] = lines
    assert long == {}


def test_nothing_is_left_unfinished() -> None:
    assert [short(path) for path in files() if UNFINISHED.search(_text(path))] == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = [f"{short(path)}: {hit.group()}" for path in files() for hit in [MACHINE.search(_text(path))] if hit]
    assert found == []


def test_no_registry_is_named() -> None:
    assert [short(path) for path in files() if REGISTRY.search(_text(path))] == []


def test_no_module_has_a_vague_name() -> None:
    assert [short(path) for path in files(".py") if path.stem in VAGUE] == []


def test_modules_say_what_they_are() -> None:
    """Every module of the product that holds code begins with a docstring; a command has its help."""
    silent = [
        short(path)
        for path in PACKAGE.rglob("*.py")
        if path.stem not in {"__init__", "apps"}
        and not {"tests", "migrations", "commands"} & set(path.parts)
        and not ast.get_docstring(ast.parse(_text(path)))
    ]
    assert silent == []


INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)",
    re.I,
)
NOT_FOR_READERS = {"mail", "desk", "insight", "mailbox", "wagtailadmin", "tests"}


@pytest.mark.parametrize("folder", ["smallfavor", "sandbox_processor"])
def test_pages_carry_nothing_inline(folder: str) -> None:
    """Their content policy would refuse it. Mails have no style sheets; the desk's pages are Wagtail's."""
    found = [
        f"{short(path)}: {hit.group().strip()}"
        for path in files(".html")
        if short(path).startswith(folder) and not NOT_FOR_READERS & set(path.parts)
        for hit in [INLINE.search(_text(path))]
        if hit
    ]
    assert found == []


def _text(path: object) -> str:
    return path.read_text(encoding="utf-8")  # type: ignore[attr-defined,no-any-return]
