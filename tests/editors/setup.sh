#!/bin/sh
# Installs the pinned editors and bundles each into one page that works without network.
# Argument: the folder to make. Needs npm, with node 18 or newer.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
echo "Installing and bundling the editors for the tests into $1 …"
mkdir -p "$1"
cd "$1"

cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" .
npm ci --ignore-scripts --loglevel=error >/dev/null
NODE_PATH=$PWD/node_modules node_modules/.bin/esbuild "$here"/source/*.js --outdir=. \
  --bundle --minify --format=iife --target=chrome110 --legal-comments=none --log-level=warning
for source in "$here"/source/*.js; do
  name=$(basename "$source" .js)
  sed "s/EDITOR/$name/g" "$here/page.html" > "$name.html"
done
