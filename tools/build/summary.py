"""The summary at the end of a build: its files, their sizes, and how long it took."""

from collections.abc import Iterator
from pathlib import Path

from tools.build.artifacts import ARTIFACTS
from tools.build.stage import Stage, report_files
from tools.checks.finding import format_finding
from tools.model.publication import Publication


def summarise(stage: Stage, site: Path, seconds: float) -> None:
    """Report the files in `site`, and how many seconds they took."""
    language = stage.publication.language
    stage.report(language.word("made").format(seconds=language.format_decimal(seconds)))
    report_files(stage, dict(describe_files(stage, site)))
    for line in stage.notes:
        stage.report(line)
    if warning := warn_of_publisher(stage.publication):
        stage.report(warning)
    new, cached = len(stage.cache.misses), len(stage.cache.hits)
    stage.report(language.word("made_cached").format(made=new, kept=cached))


def warn_of_publisher(publication: Publication) -> str:
    """Return the warning that readers cannot reach a publisher; empty when they can."""
    publisher = publication.settings.publisher
    if publisher.name and publisher.mail:
        return ""
    return format_finding("publish-publisher", publication.language.word("release_publisher"))


def describe_files(stage: Stage, site: Path) -> Iterator[tuple[Path, str]]:
    """Yield the first file of each artifact that was made, with a description of all its files."""
    publication = stage.publication
    interface = publication.language.interface
    checklists = [*publication.checklists]
    counts = {
        "site_pages": len(publication.pages),
        "lists": len(checklists),
        "items": sum(len([*checklist.items]) for checklist in checklists),
    }
    for artifact in ARTIFACTS:
        files = [*artifact.files(publication)]
        name = artifact.name
        if name == "site" and not checklists:
            name = "site_pages"
        description = interface.get(f"made_{name}")
        if description and files and all((site / path).is_file() for path in files):
            size = sum((site / path).stat().st_size for path in files)
            yield (
                site / files[0],
                description.format(
                    **counts,
                    files=len(files),
                    size=publication.language.format_size(size),
                    pages=sum(stage.pdfs[path].page_count for path in files if path in stage.pdfs),
                ),
            )
