"""The SDK's annotations, resolved: what stands under TYPE_CHECKING there is looked up by its name. Knows no wire."""

import ast
import importlib
import inspect
import sys
from functools import cache
from types import ModuleType
from typing import Any, ClassVar, ForwardRef, NotRequired, Required, get_args, get_origin

import typing_extensions
from stripe._request_options import RequestOptions

NOT_SENT = frozenset(RequestOptions.__annotations__)  # options of the call, which the SDK takes out of the parameters


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """The annotated fields of one of the SDK's classes or TypedDicts, with those of its bases; no ClassVars."""
    found: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        if not base.__module__.startswith("stripe"):
            continue
        for name, hint in vars(base).get("__annotations__", {}).items():
            hint = resolved(hint, base.__module__)
            if not name.startswith("_") and get_origin(hint) is not ClassVar and hint is not ClassVar:
                found[name] = hint
    # A class's own words for the SDK, not fields of the wire.
    for name in ("OBJECT_NAME",):
        found.pop(name, None)
    return found


@cache
def parameters_of(kind: type) -> dict[str, tuple[Any, bool]]:
    """(annotation, required) of every parameter of one of the SDK's TypedDicts, the call's options left out."""
    found = {}
    for name, hint in getattr(kind, "__annotations__", {}).items():
        if name in NOT_SENT:
            continue
        hint, required = resolved(hint, kind.__module__), True
        while get_origin(hint) in (NotRequired, Required, typing_extensions.NotRequired):
            required = get_origin(hint) is Required
            hint = resolved(get_args(hint)[0], kind.__module__)
        found[name] = (hint, required)
    return found


def resolved(hint: Any, module: str) -> Any:
    """The hint itself where it was written as a text in `module`."""
    text = hint.__forward_arg__ if isinstance(hint, ForwardRef) else hint
    if not isinstance(text, str):
        return hint
    return _resolve_text(text, module)


@cache
def _resolve_text(text: str, module: str) -> Any:
    return eval(text, _names(module))  # noqa: S307 (the SDK's own source)


@cache
def _names(module: str) -> dict[str, Any]:
    """The module's names, with those that it imports for type checkers alone."""
    loaded = sys.modules.get(module) or importlib.import_module(module)
    return {**vars(loaded), **_checked_names(loaded)}


def _checked_names(module: ModuleType) -> dict[str, Any]:
    found = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            continue
        for line in node.body:
            if isinstance(line, ast.ImportFrom) and line.module and line.module.startswith("stripe"):
                origin = importlib.import_module(line.module)
                for name in line.names:
                    found[name.asname or name.name] = getattr(origin, name.name)
    return found
