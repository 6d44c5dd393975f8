#!/bin/sh
# Renews editor.zip from the packages that package-lock.json pins, and its checksums. Needs npm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$folder"
(cd "$folder" && npm ci --ignore-scripts --loglevel=error >/dev/null)
python3 "$here/pack.py" "$folder/node_modules" "$here"
