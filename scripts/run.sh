#!/usr/bin/env bash
# run.sh PYTHON PORT: the site and its background worker on this machine; Ctrl-C ends both.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1 port=$2
export DEBUG=${DEBUG:-1}
export DJANGO_RUNSERVER_HIDE_WARNING=true
export SITE_URL=http://127.0.0.1:$port

if ! "$python" - "$port" <<'PORT'
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except (OSError, OverflowError, ValueError):
        sys.exit(1)
PORT
then
  echo "Không mở được cổng $port (đang có chương trình khác dùng, hoặc số cổng sai); hãy chọn cổng khác: make run PORT=8123" >&2
  exit 1
fi

# The first time (or after the database was deleted) brings the demonstration data; the mark is set only when
# all of it is in, so that an interrupted first start is taken up again. A DATABASE_URL is left as it is.
mkdir -p var
[ -e var/tthc.sqlite3 ] || rm -f var/demo-loaded
"$python" manage.py migrate --verbosity 0
if [ -z "${DATABASE_URL:-}" ] && [ ! -e var/demo-loaded ]; then
  echo "Đang nạp dữ liệu minh họa…"
  "$python" manage.py demo --quiet
  touch var/demo-loaded
fi

children=()
stop() {
  trap - INT TERM EXIT
  kill "${children[@]}" 2>/dev/null || true
  wait "${children[@]}" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 0' INT TERM
"$python" manage.py runserver "127.0.0.1:$port" &
children+=($!)
"$python" manage.py db_worker &
children+=($!)

# The address comes last, below what the two say while they start.
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
until answers || ! kill -0 "${children[0]}" 2>/dev/null; do sleep 0.2; done
echo
"$python" manage.py demo --accounts
echo "Mở trình duyệt tại  http://127.0.0.1:$port/   (Ctrl-C để dừng)"
# Whichever ends first takes the other with it.
wait -n "${children[@]}"
