#!/usr/bin/env bash
# system-packages.sh PART…: makes sure that what Python's packages cannot bring is there.
# PART: tools venv pdf browser office postgresql. What is missing is installed from Debian's (Ubuntu's) packages when
# that is allowed (root, or sudo that asks no password); otherwise one sentence names it, and the answer is 1.
set -euo pipefail

has() { command -v "$@" >/dev/null; }
installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_of() {
  local name
  case "$1" in
    tools) for name in git make python3; do has "$name" || echo "$name"; done ;;
    venv) python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv ;;
    pdf)
      # fonts-liberation2, not fonts-liberation: only the second version has ơ, ư, ạ and their kin.
      for name in libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2; do
        installed "$name" || echo "$name"
      done ;;
    browser)
      has chromium || has chromium-browser || has google-chrome || echo chromium
      # Playwright's driver links to it, and chromium does not bring it.
      installed libatomic1 || echo libatomic1 ;;
    office)
      # Opens our Word and Excel files in tests; the parts without windows need neither X nor Java.
      for name in libreoffice-writer-nogui libreoffice-calc-nogui; do
        installed "$name" || installed "${name%-nogui}" || echo "$name"
      done ;;
    postgresql) has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql ;;
    *) echo "system-packages.sh: không biết phần «$1»." >&2; exit 2 ;;
  esac
}

packages=$(for part in "$@"; do missing_of "$part"; done | xargs)
[ -n "$packages" ] || exit 0

if [ "$(id -u)" = 0 ]; then as_root=(env)
elif has sudo && sudo -n true 2>/dev/null; then as_root=(sudo -n env)
else as_root=()
fi
if ! has apt-get || [ ${#as_root[@]} = 0 ]; then
  echo "Thiếu gói hệ thống, hãy nhờ người quản trị máy cài: apt-get install $packages" >&2
  exit 1
fi
echo "Đang cài gói hệ thống: $packages"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # a list of names
if ! { "${as_root[@]}" apt-get update &&
       "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $packages
     } </dev/null >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "Không cài được gói hệ thống, hãy nhờ người quản trị máy cài: apt-get install $packages" >&2
  exit 1
fi
