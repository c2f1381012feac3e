"""Reading settings: from the environment, a secret also from the file that `X_FILE` names or from DATA/keys.

Not here: what the settings are (settings.py, docs/settings.md).
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


class _Environment(environ.FileAwareEnv):  # type: ignore[misc]
    """Says which setting could not be read, in place of the error of whatever tried to."""

    def get_value(self, var: str, *arguments: Any, **options: Any) -> Any:
        try:
            return super().get_value(var, *arguments, **options)
        except (ValueError, TypeError, OSError) as error:
            raise ImproperlyConfigured(f"the setting {var} can't be read: {error}") from error


env = _Environment()


def data_folder() -> Path:
    """The folder that holds all that this installation keeps. From DATA, default ./data; absolute."""
    return Path(env.str("DATA", default="./data")).expanduser().resolve()


def origin_of(url: str) -> str:
    """The origin of an absolute URL: scheme, host and port."""
    scheme, host = urlsplit(url)[:2]
    return f"{scheme}://{host}"


def secret(name: str) -> str:
    """A secret setting: `NAME`, else the file `NAME_FILE`, else DATA/keys/<name>, made at first use.

    Raises ImproperlyConfigured when the key's file can't be read.
    """
    given = env.str(name, default="")
    if given:
        return str(given)
    return _own_key(data_folder() / "keys" / name.lower())


def _own_key(path: Path) -> str:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        if not path.exists():
            descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as handle:
                handle.write(secrets.token_urlsafe(48))
                handle.flush()
                os.fsync(handle.fileno())
            try:
                # Linking fails where another process was first: then its key is the key.
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"The key {path} can't be used ({error.strerror}).") from error
