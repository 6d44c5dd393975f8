"""One mistake, one message: problems that only follow from another one are suppressed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.model.problems import Problem

# The codes of a file that cannot be read.
UNREADABLE_CODES = {
    "yaml", "front-matter-missing", "not-utf-8", "not-a-mapping", "not-a-list", "file-missing",
    "yaml-tag", "yaml-aliases", "yaml-deep", "character-forbidden", "front-matter-second",
    "line-long", "file-unreadable", "file-large", "file-link", "file-special", "file-is-folder",
    "file-name", "file-kind", "file-name-clash", "data-missing",
}  # fmt: skip
# What follows from such a file: by the name of a data file, or else from a page.
CASCADES_BY_FILE = {
    "statements.yml": {"statement-unknown"},
    "sources.yml": {"source-unknown"},
    "glossary.yml": {"term-unknown", "source-unused"},
    "roles.yml": {"role-unknown"},
    "meetings.yml": {"meeting-unknown"},
    "questions.yml": {"question-unknown"},
    "charts.yml": {"chart-unknown"},
    "retired.yml": set[str](),
    "redirects.yml": set[str](),
    "changes.yml": set[str](),
    "tested.yml": set[str](),
    "wording.yml": {
        "what-verb",
        "what-passive",
        "what-vague",
        "what-two-actions",
        "what-two-sentences",
        "hard-word",
        "sentence-too-long",
        "sign-vague",
        "close-silent",
    },
}
# The name of a data file, by the code of a reference to what it does not hold.
DATA_FILES_BY_REFERENCE = {
    code: name
    for name, codes in CASCADES_BY_FILE.items()
    for code in codes
    if code.endswith("-unknown")
}
# Not reported in a file with a problem that has one of the prefixes below.
MINOR_CODES = {
    "paragraph-open", "heading-empty", "home-empty", "macro-twice", "image-unused",
    "sentence-double", "noqa-idle",
}  # fmt: skip
MAJOR_PREFIXES = (
    "html-", "attributes-", "macro-", "link-", "anchor-", "address-malformed", "image-",
    "drawing-", "call-", "mark-", "not-supported", "reading-",
)  # fmt: skip
# What follows from a page that is unreadable or has no id, from a duplicate id, or from a wrong
# name.
CASCADES_BY_CAUSE = {
    "page": {
        "menu-unknown", "link-missing", "image-missing", "kind-count",
        "lists-count", "list-unknown", "not-shown", "page-unknown", "piece-unknown", "image-unused",
        "question-story", "role-pages", "source-unused", "statement-untreated",
    },
    "image-missing": {"image-unused"},  # the image may have been referred to by a wrong name
    "image-outside": {"image-unused"},
    # A missing extension of Markdown changes how all pages are read.
    "settings-closed": {"extension-broken", "reading-differs", "mark-shown"},
    "page-id-double": {"page-unknown", "piece-unknown", "related-to-itself", "question-story"},
    "list-id-double": {"list-unknown", "list-count"},
    "data-id-double": {
        "role-unknown", "source-unknown", "term-unknown", "meeting-unknown", "question-unknown",
        "statement-unknown", "role-pages", "chart-unknown",
    },
    "heading-id-double": {
        "anchor-missing", "anchor-unknown", "statement-heading", "fact-heading", "headings-differ",
        "fact-unknown", "fact-not-shown", "fact-undated",
    },
}  # fmt: skip


# What follows from any other problem on the same line.
FOLLOWING_CODES = {"reading-differs", "mark-shown"}


def find_missing_data(problems: Iterable[Problem], root: Path, folder: Path) -> Iterator[Problem]:
    """Yield each data file that is absent while something refers to it, with the first place.

    `folder` is that of the data, below `root`.
    """
    missing: dict[str, Problem] = {}
    for problem in sorted(problems, key=lambda problem: (str(problem.file), problem.line)):
        name = DATA_FILES_BY_REFERENCE.get(problem.code)
        if name and not (folder / name).exists():
            missing.setdefault(name, problem)
    for name, problem in missing.items():
        file = (folder / name).relative_to(root)
        place = f"{problem.file}:{problem.line}"
        yield Problem(file, 1, "data-missing", values={"place": place})


def suppress_cascading(problems: list[Problem]) -> list[Problem]:
    """Return the problems without those that only follow from an unreadable file or an invalid id.

    What is left out is reported once the cause is solved, if it is still there.
    """
    cascading: set[str] = set()
    for problem in problems:
        cascading |= CASCADES_BY_CAUSE.get(problem.code, set())
        # Without a valid id nothing can refer to it.
        if problem.code in UNREADABLE_CODES or problem.values.get("key") == "id":
            cascading |= CASCADES_BY_FILE.get(problem.file.name, CASCADES_BY_CAUSE["page"])
    major_files = {
        problem.file
        for problem in problems
        if problem.code.startswith(MAJOR_PREFIXES) and problem.code not in MINOR_CODES
    }
    caused_lines = {
        (problem.file, problem.line)
        for problem in problems
        if problem.code not in FOLLOWING_CODES | MINOR_CODES
    }
    return [
        problem
        for problem in problems
        if problem.code not in cascading
        and not (problem.code in FOLLOWING_CODES and (problem.file, problem.line) in caused_lines)
        and not (problem.code in MINOR_CODES and problem.file in major_files)
    ]
