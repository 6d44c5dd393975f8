"""Build the pages of a project with the engine of the environment, in a process of its own.

Arguments: the project, the folder for its pages. Then a template is broken, and the error that
results is printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.build.stage import fixed_timestamps
from tools.model.loader import load_publication
from tools.site.engine import SiteBuildError, build_site


def main(root: Path, folder: Path) -> None:
    """Build the pages; print the engine's name, and its error about a broken template."""
    publication = load_publication(root)
    with fixed_timestamps(publication):
        build_site(publication, folder)
        print(build_site.__globals__["build"].__module__)
        template = publication.templates_folder / "macros" / "cards.html"
        template.write_text("{{ nothing_of_this_name }}", encoding="utf-8")
        try:
            build_site(publication, folder.with_name("broken"))
        except SiteBuildError as error:
            print(error)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
