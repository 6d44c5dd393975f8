"""Imports between the packages of the generator point one way, down the layers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

# A module imports from the layers below its own. CONTRIBUTING.md says what each is for.
LAYERS = (
    "cli", "commands", "macros", "editor", "build", "editions", "checks", "pdf", "publish",
    "exports", "site", "render", "authoring", "prose", "model", "markup", "runtime", "language",
    "brand", "errors",
)  # fmt: skip
MODEL_LAYERS = (
    "loader", "rules", "release", "page_templates", "project", "wording", "validation",
    "publication", "item_details", "levels", "entities", "reading", "macro_signatures",
    "problems", "rule_table",
)  # fmt: skip
MAX_ARROWS = 83
Arrow = tuple[str, str]


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def layer_of(module: str, package: str) -> str | None:
    """Return the layer of a dotted name below `package`, or None outside it."""
    if module.split(".")[0] == "macros" and package == "tools":
        return "macros"
    below = module.removeprefix(f"{package}.")
    return below.split(".")[0] if below != module else None


def find_arrows(root: Path, package: str) -> dict[Arrow, set[str]]:
    """Return each pair of layers of which the first imports the second, with the files that do."""
    arrows: dict[Arrow, set[str]] = {}
    for path in sorted([*root.rglob("tools/**/*.py"), *root.rglob("macros/*.py")]):
        file = path.relative_to(root)
        own = layer_of(".".join(file.with_suffix("").parts), package)
        for module in imported_modules(path):
            other = layer_of(module, package)
            if own and other and own != other and "__" not in own + other:
                arrows.setdefault((own, other), set()).add(file.as_posix())
    return arrows


def find_backward(arrows: dict[Arrow, set[str]], layers: tuple[str, ...]) -> dict[Arrow, set[str]]:
    """Return the arrows that do not point to a later layer."""
    order = {layer: number for number, layer in enumerate(layers)}
    return {pair: files for pair, files in arrows.items() if order[pair[0]] >= order[pair[1]]}


def test_imports_point_down() -> None:
    arrows = find_arrows(ROOT, "tools")
    assert find_backward(arrows, LAYERS) == {}
    assert len([pair for pair in arrows if "macros" not in pair]) <= MAX_ARROWS


def test_imports_inside_the_model_point_down() -> None:
    assert find_backward(find_arrows(ROOT, "tools.model"), MODEL_LAYERS) == {}


def test_an_import_that_points_up_is_found(tmp_path: Path) -> None:
    for name, text in (
        ("brand/palette.py", "from tools.model import loader\n"),
        ("model/loader.py", "def load():\n    import tools.brand.palette\n"),
    ):
        path = tmp_path / "tools" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    arrows = find_arrows(tmp_path, "tools")
    assert [*arrows] == [("brand", "model"), ("model", "brand")]
    assert find_backward(arrows, LAYERS) == {("brand", "model"): {"tools/brand/palette.py"}}
