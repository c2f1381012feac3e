"""A WordPress of Debian's package in a folder of its own: its database, PHP's built-in server, and some articles.

The tag is put in as docs/embedding.md tells. Not here: what a reader meets on it (test_wordpress.py).
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.embed.site import PARAGRAPH
from tests.journeys.running_demo import ROOT

SOURCE = Path("/usr/share/wordpress")
READY_WITHIN_S = 60
ARTICLES = 5

CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', 'http://{host}');
define('WP_SITEURL', 'http://{host}');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
{keys}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{
    define('ABSPATH', __DIR__ . '/');
}}
require_once ABSPATH . 'wp-settings.php';
"""
KEYS = ("AUTH_KEY", "SECURE_AUTH_KEY", "LOGGED_IN_KEY", "NONCE_KEY", "AUTH_SALT", "SECURE_AUTH_SALT", "LOGGED_IN_SALT",
        "NONCE_SALT")  # fmt: skip

# A file that exists is served as it is, everything else by WordPress.
ROUTER = """<?php
$path = __DIR__ . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($path)) {
    return false;
}
require __DIR__ . '/index.php';
"""

INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '{host}';
$_SERVER['REQUEST_URI'] = '/';
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Elsewhere', 'editor', 'editor@example.org', true, '', 'secret');
update_option('permalink_structure', '/%postname%/');
$harbour = wp_create_category('Harbour');
for ($number = 1; $number <= {articles}; $number++) {{
    $text = str_repeat("<!-- wp:paragraph --><p>{paragraph}</p><!-- /wp:paragraph -->\\n", 20);
    wp_insert_post(array('post_title' => "Number $number", 'post_name' => "number-$number", 'post_content' => $text,
        'post_status' => 'publish', 'post_category' => array($harbour)));
}}
flush_rewrite_rules();
echo 'installed';
"""


@dataclass(frozen=True)
class WordPress:
    folder: Path
    address: str

    @property
    def articles(self) -> list[str]:
        return [f"{self.address}/number-{number}/" for number in range(1, ARTICLES + 1)]

    def put_snippet(self, php: str, name: str = "small-favor.php") -> None:
        """A "must-use" plugin: one file that WordPress runs without being asked."""
        folder = self.folder / "wp-content" / "mu-plugins"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(php, encoding="utf-8")


def snippet_of_the_guide() -> str:
    """The plugin that docs/embedding.md shows."""
    guide = (ROOT / "docs" / "embedding.md").read_text("utf-8")
    found = re.search(r"```php\n(<\?php.*?)```", guide, re.S)
    assert found, "docs/embedding.md shows no plugin for WordPress"
    return found[1]


@contextlib.contextmanager
def running_wordpress(port: int) -> Iterator[WordPress]:
    """Installed anew and served; both processes are ended by their ids afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="smallfavor-wordpress-", dir="/tmp"))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        socket = folder / "database.sock"
        stack.enter_context(_database(folder, socket))
        site = folder / "site"
        shutil.copytree(SOURCE, site)
        host = f"127.0.0.1:{port}"
        keys = "\n".join(f"define('{key}', '{os.urandom(24).hex()}');" for key in KEYS)
        (site / "wp-config.php").write_text(CONFIG.format(socket=socket, host=host, keys=keys), encoding="utf-8")
        (site / "router.php").write_text(ROUTER, encoding="utf-8")
        _install(site, host)
        command = ["php", "-d", "display_errors=stderr", "-S", host, "-t", str(site), str(site / "router.php")]
        stack.enter_context(_running(command, folder / "php.log", {"PHP_CLI_SERVER_WORKERS": "4"}))
        wordpress = WordPress(site, f"http://{host}")
        _wait_until(lambda: _answers(wordpress.articles[0]), folder / "php.log")
        yield wordpress


@contextlib.contextmanager
def _database(folder: Path, socket: Path) -> Iterator[None]:
    data, user = folder / "database", ["--user=root"] if os.getuid() == 0 else []
    common = ["--no-defaults", f"--datadir={data}", *user]
    subprocess.run(
        ["mariadb-install-db", *common, "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    quick = ["--skip-networking", "--innodb-flush-log-at-trx-commit=0", f"--pid-file={folder / 'database.pid'}"]
    log = folder / "database.log"
    with _running(["mariadbd", *common, f"--socket={socket}", *quick], log):
        ask = ["mariadb", "--no-defaults", f"--socket={socket}", "--user=root", "-e"]
        make = "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4"
        _wait_until(lambda: subprocess.run([*ask, make], capture_output=True, check=False).returncode == 0, log)
        yield


def _install(site: Path, host: str) -> None:
    script = site / "install-once.php"
    script.write_text(INSTALL.format(host=host, articles=ARTICLES, paragraph=PARAGRAPH), encoding="utf-8")
    done = subprocess.run(["php", str(script)], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.endswith("installed"), done.stdout + done.stderr
    script.unlink()


@contextlib.contextmanager
def _running(command: list[str], log: Path, more: dict[str, str] | None = None) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, env={**os.environ, **(more or {})},
            start_new_session=True,
        )  # fmt: skip
    try:
        yield
    finally:
        # PHP's server has children of its own: the group that this process leads, and no other.
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def _wait_until(holds: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while not holds():
        assert time.monotonic() < deadline, log.read_text("utf-8", errors="replace")[-2000:]
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
