"""Pack what the editor needs of its packages into one zip, with the same bytes each time.

Arguments: the folder `node_modules`, and the folder for `editor.zip` and `SHA256SUMS`.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

# From the folder of a package → to the zip. What converts pictures and colours code is left out.
PARTS = {
    "@sveltia/cms/LICENSE.txt": "sveltia",
    "@sveltia/cms/npm/index.js": "sveltia/npm",
    "@sveltia/cms/npm/chunks/react*.js": "sveltia/npm/chunks",
    "@sveltia/cms/npm/assets/*.woff2": "sveltia/npm/assets",
    "@sveltia/cms/npm/assets/*.LICENSE.txt": "sveltia/npm/assets",
    "@sveltia/cms/locales/nl.json": "sveltia/locales",  # English is in the program itself
    "yaml/LICENSE": "yaml",
    "yaml/browser/index.js": "yaml",
    "yaml/browser/dist/**/*.js": "yaml/dist",
}
TIME = (1980, 1, 1, 0, 0, 0)


def find_files(modules: Path) -> dict[str, bytes]:
    """Return the files of the zip: name → content."""
    files = {}
    for pattern, target in PARTS.items():
        base = modules / pattern.partition("*")[0].rpartition("/")[0]
        for path in modules.glob(pattern):
            files[f"{target}/{path.relative_to(base).as_posix()}"] = path.read_bytes()
    return dict(sorted(files.items()))


def pack(modules: Path, target: Path) -> None:
    """Write the zip, and the checksum of each file in it."""
    files = find_files(modules)
    with zipfile.ZipFile(target / "editor.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, TIME), content, zipfile.ZIP_DEFLATED, 9)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    (target / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    pack(*map(Path, sys.argv[1:]))
