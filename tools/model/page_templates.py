"""The templates of new pages, `docs/_data/templates/<name>.md`, and what pages keep of them."""

import re
from pathlib import Path

from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject

TEMPLATES_FOLDER = "templates"
# What every page has to say for itself.
EXAMPLE_LINE = re.compile(r"^(?:description|summary): .*\S", re.MULTILINE)
PLACEHOLDER = re.compile(r"\$\{\w+\}")


def list_templates(project: ParsedProject) -> dict[str, Path]:
    """Return the template of each kind of page that has one."""
    folder = project.docs_folder / DATA_FOLDER / TEMPLATES_FOLDER
    kinds = project.mkdocs.publication.kinds
    templates = {key: folder / f"{kind.template or key}.md" for key, kind in kinds.items()}
    return {key: path for key, path in templates.items() if path.is_file()}


def find_example_lines(project: ParsedProject, page: ParsedPage) -> list[int]:
    """Return the lines (from 1) of a page that still have a sentence of its template."""
    template = list_templates(project).get(page.meta.get_text("kind") or "")
    if template is None:
        return []
    examples = EXAMPLE_LINE.findall(template.read_text(encoding="utf-8"))
    patterns = [".*".join(map(re.escape, PLACEHOLDER.split(example))) for example in examples]
    lines = (project.root / page.file).read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1)
            if any(re.fullmatch(pattern, line) for pattern in patterns)]  # fmt: skip
