#!/usr/bin/env bash
# environment.sh FOLDER REQUIREMENTS: the Python environment in FOLDER, with what the list names.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1 requirements=$2

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Cần Python 3.11 trở lên (lệnh python3); hãy cài rồi chạy lại." >&2
  exit 1
fi
if [ ! -x "$folder/bin/python" ] || ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
  # What the next step would ask for is named in the same sentence.
  python3 -c 'import ensurepip, venv' 2>/dev/null || scripts/system-packages.sh venv pdf
  python3 -m venv --clear "$folder"
fi
echo "Đang cài các thư viện Python trong $requirements (lần đầu mất một vài phút)…"
"$folder/bin/python" -m pip install -qq --disable-pip-version-check --requirement "$requirements"
