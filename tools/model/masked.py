"""One mistake, one message: what only follows from another problem is not told beside it."""

from __future__ import annotations

from tools.model.problems import Problem

# What only follows from a file that could not be read, by the name of a data file; else of a page.
UNREADABLE = {
    "yaml", "front-matter-missing", "not-utf-8", "not-a-mapping", "not-a-list", "file-missing",
    "yaml-tag", "yaml-aliases", "yaml-deep", "sign-forbidden", "front-matter-second", "line-long",
    "file-unreadable", "file-large", "file-link", "file-special", "file-is-folder", "file-name",
    "file-kind", "file-name-clash",
}  # fmt: skip
FOLLOW = {
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
PROMISE = "released-version"  # kept or not is seen once a list is right by itself
# What is no matter of its own in a file that holds what may not stand there, or cannot be read.
FINER = {
    "paragraph-open", "heading-empty", "home-empty", "macro-twice", "picture-unused",
    "sentence-double",
}  # fmt: skip
GRAVER = (
    "html-", "attributes-", "macro-", "link-", "anchor-", "address-malformed", "picture-",
    "drawing-",
)  # fmt: skip
# What only follows from an id that two have, or from a name that is wrong.
FOLLOW_ANOTHER = {
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
FOLLOW_A_PAGE = {
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


def unmasked(problems: list[Problem]) -> list[Problem]:
    """Leave out what only follows from a file that could not be read, or from an id that is none.

    What follows is told once that is mended, if it is still there.
    """
    follow = {
        code
        for problem in problems
        if problem.code in UNREADABLE
        for code in FOLLOW.get(problem.file.name, FOLLOW_A_PAGE)
    }
    for problem in problems:
        follow |= FOLLOW_ANOTHER.get(problem.code, set())
        if problem.values.get("key") == "id":  # not an id at all, so nobody can name it
            follow |= FOLLOW.get(problem.file.name, FOLLOW_A_PAGE)
    spoilt = {
        problem.file
        for problem in problems
        if problem.code.startswith(GRAVER) and problem.code not in FINER
    }
    wrong = {problem.file for problem in problems if not problem.code.startswith("released-")}
    return [
        problem
        for problem in problems
        if problem.code not in follow
        and not (problem.code in FINER and problem.file in spoilt)
        and not (problem.code == PROMISE and problem.file in wrong)
    ]
