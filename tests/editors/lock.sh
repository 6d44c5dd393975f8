#!/bin/sh
# Renews the package-lock.json of a folder (this one if none is named): exact versions and hashes, and
# no address of any kind.
set -eu
cd "${1:-$(dirname "$0")}"
npm install --package-lock-only --ignore-scripts --loglevel=error
# npm keeps where its makers ask for money; nothing that a build needs.
node -e '
  const fs = require("fs"), name = "package-lock.json"
  const lock = JSON.parse(fs.readFileSync(name, "utf8"))
  for (const one of Object.values(lock.packages)) delete one.funding
  fs.writeFileSync(name, JSON.stringify(lock, null, 2) + "\n")'
