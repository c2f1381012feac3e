#!/bin/sh
# Installs Debian's WordPress, PHP and MariaDB for `make test-embeds`: files alone, no service is started or set up.
set -eu
cd "$(dirname "$0")"
if [ -f /usr/share/wordpress/wp-load.php ] && command -v php mariadbd mariadb-install-db >/dev/null; then
    exit 0
fi
command -v apt-get >/dev/null || { echo "test-embeds needs Debian's packages: $(tr '\n' ' ' <packages.txt)"; exit 1; }
become=""
[ "$(id -u)" = 0 ] || become="sudo"
echo "Installing WordPress (once) ..."
$become apt-get update -qq
# `micro-httpd` is the smallest web server that WordPress's package takes; PHP's own serves the pages.
# shellcheck disable=SC2046
DEBIAN_FRONTEND=noninteractive $become apt-get install -y -qq --no-install-recommends $(cat packages.txt) >/dev/null
