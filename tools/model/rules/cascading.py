"""One mistake, one message: what only follows from another problem is not told beside it."""

from __future__ import annotations

from tools.model.problems import Problem

# What only follows from a file that could not be read, by the name of a data file; else of a page.
UNREADABLE_CODES = {
    "yaml", "front-matter-missing", "not-utf-8", "not-a-mapping", "not-a-list", "file-missing",
    "yaml-tag", "yaml-aliases", "yaml-deep", "sign-forbidden", "front-matter-second", "line-long",
    "file-unreadable", "file-large", "file-link", "file-special", "file-is-folder", "file-name",
    "file-kind", "file-name-clash",
}  # fmt: skip
CASCADES_BY_FILE = {
    "statements.yml": {"statement-unknown"},
    "sources.yml": {"source-unknown", "released-id"},
    "glossary.yml": {"term-unknown", "source-unused", "released-id"},
    "roles.yml": {"role-unknown", "released-version"},
    "meetings.yml": {"meeting-unknown", "released-version"},
    "questions.yml": {"question-unknown"},
    "retired.yml": set[str](),
    "redirects.yml": {"address-gone"},
    "changes.yml": set[str](),
    "tested.yml": set[str](),
}
VERSION_CODE = "released-version"  # kept or not is seen once a list is right by itself
# What is no matter of its own in a file that holds what may not stand there, or cannot be read.
MINOR_CODES = {
    "paragraph-open", "heading-empty", "home-empty", "macro-twice", "picture-unused",
    "sentence-double",
}  # fmt: skip
MAJOR_PREFIXES = (
    "html-", "attributes-", "macro-", "link-", "anchor-", "address-malformed", "picture-",
    "drawing-",
)  # fmt: skip
# What only follows from an id that two have, or from a name that is wrong.
CASCADES_BY_CODE = {
    "picture-missing": {"picture-unused"},  # one name is wrong, and the right one is used nowhere
    "picture-outside": {"picture-unused"},
    "page-id-double": {"page-unknown", "related-to-itself", "question-story"},
    "list-id-double": {"list-unknown", "list-count"},
    "data-id-double": {
        "role-unknown", "source-unknown", "term-unknown", "meeting-unknown", "question-unknown",
        "statement-unknown", "role-pages",
    },
    "heading-id-double": {
        "anchor-missing", "anchor-unknown", "statement-heading", "fact-heading", "headings-differ",
        "fact-unknown", "fact-not-shown", "fact-undated",
    },
}  # fmt: skip
CASCADES_OF_PAGES = {
    "menu-unknown",
    "address-gone",
    "link-missing",
    "picture-missing",
    "kind-count",
    "lists-count",
    "released-id",
    "list-unknown",
    "not-shown",
    "page-unknown",
    "picture-unused",
    "question-story",
    "role-pages",
    "source-unused",
    "statement-untreated",
}


def suppress_cascading(problems: list[Problem]) -> list[Problem]:
    """Leave out what only follows from a file that could not be read, or from an id that is none.

    What follows is told once that is mended, if it is still there.
    """
    follow = {
        code
        for problem in problems
        if problem.code in UNREADABLE_CODES
        for code in CASCADES_BY_FILE.get(problem.file.name, CASCADES_OF_PAGES)
    }
    for problem in problems:
        follow |= CASCADES_BY_CODE.get(problem.code, set())
        if problem.values.get("key") == "id":  # not an id at all, so nobody can name it
            follow |= CASCADES_BY_FILE.get(problem.file.name, CASCADES_OF_PAGES)
    spoilt = {
        problem.file
        for problem in problems
        if problem.code.startswith(MAJOR_PREFIXES) and problem.code not in MINOR_CODES
    }
    wrong = {problem.file for problem in problems if not problem.code.startswith("released-")}
    return [
        problem
        for problem in problems
        if problem.code not in follow
        and not (problem.code in MINOR_CODES and problem.file in spoilt)
        and not (problem.code == VERSION_CODE and problem.file in wrong)
    ]
