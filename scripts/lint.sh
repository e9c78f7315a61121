#!/usr/bin/env bash
# lint.sh PYTHON: code, templates, migrations and the settings of a real installation.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
export DEBUG=0 DATABASE_URL=sqlite://:memory:
export SECRET_KEY=${SECRET_KEY:-$("$python" -c 'import secrets; print(secrets.token_urlsafe(50))')}

"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m djlint --lint --quiet templates
"$python" manage.py makemigrations --check --dry-run
"$python" manage.py check --deploy --fail-level WARNING
