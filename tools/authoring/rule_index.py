"""The index of the rules: of each what it checks, why, what is wrong and right, and its level.

The texts are in `rules.yml` of a language, and the examples in `rule_examples.yml` beside the
languages, unless the language has its own.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.errors import BuildError
from tools.language import (
    GUIDES_FOLDER,
    LANGUAGES_FOLDER,
    RULES_FILE,
    YAML_LOADER,
    available_languages,
)
from tools.model.levels import DEFAULT_LEVELS, RuleLevels
from tools.model.loader import load_settings
from tools.model.rule_table import BY_CODE, ENTRIES, GROUPS, LANGUAGE_LIMIT, RuleEntry
from tools.runtime.console import format_table

EXAMPLES_FILE = LANGUAGES_FOLDER / "rule_examples.yml"
GUIDE_FILE = "rules.md"
SETTINGS_EXAMPLE = """\
```yaml
extra:
  publication:
    rules:
      W: error
      W105: {level: warning, most: 80}
```"""
REMARK_EXAMPLE = """\
```text
# noqa: W107 {reason}
{{# noqa: W301 {reason} #}}
```"""


@dataclass(frozen=True)
class Example:
    """A text that breaks a rule, and the same that does not."""

    wrong: str
    right: str


@dataclass(frozen=True)
class RuleIndex:
    """The index in a language: labels, names of levels and groups, texts and examples of rules."""

    labels: dict[str, str]
    levels: dict[str, str]
    groups: dict[str, str]
    rules: dict[str, dict[str, str]]
    examples: dict[str, Example]

    def list_rules(self, levels: RuleLevels) -> list[str]:
        """Return the lines of a table of all rules, with their levels in a publication."""
        label = self.labels
        headings = (label["code"], label["name"], label["level"], label["what"])
        counts = Counter({"error": 0, "warning": 0, "off": 0})
        rows = []
        for entry in ENTRIES:
            counts[levels.get_level(entry.name, Path())] += 1
            level = self.format_level(entry, levels)
            rows.append((entry.code, entry.name, level, self.rules[entry.name]["what"]))
        summary = label["counts"].format(count=len(rows), **counts)
        return [*format_table(rows, headings), summary]

    def describe_rule(self, entry: RuleEntry, levels: RuleLevels) -> list[str]:
        """Return the lines that explain one rule, with its levels in a publication."""
        label, level = self.labels, self.format_level(entry, levels)
        lines = [f"{entry.code} {entry.name}", *self.explain(entry)]
        for key, text in self.get_examples(entry):
            lines += [f"{label[key]}:", *(f"    {line}" for line in text.splitlines())]
        if entry.is_fixed:
            return [*lines, f"{label['level']}: {level}"]
        here = [f"{label['here']} {level}", f"{label['default']} {self.levels[entry.level]}"]
        of_kinds = ((kind, self.format_level(entry, levels, kind)) for kind in levels.by_file)
        here += [f"{kind} {of_kind}" for kind, of_kind in of_kinds if of_kind != level]
        lines.append(f"{label['level']}: {', '.join(here)}")
        if entry.most is not None:
            lines.append(f"{label['limit']}: {self.format_limit(entry, levels)}")
        ways = self.list_ways_off(entry)
        return [*lines, f"{label['switch_off']}:", *(f"    {text} ({how})" for text, how in ways)]

    def render_guide(self) -> str:
        """Return the index as a page in Markdown, with the levels by default."""
        label = self.labels
        blocks = [f"# {label['title']}", label["intro"], label["settings"], SETTINGS_EXAMPLE]
        blocks += [label["remark"], REMARK_EXAMPLE.format(reason=label["reason"])]
        blocks += [label["fixed"], label["generated"]]
        for letter, group in GROUPS.items():
            entries = [entry for entry in ENTRIES if entry.code.startswith(letter)]
            blocks.append(f"## {letter}: {self.groups[group]}")
            rows = (
                f"| {label['code']} | {label['what']} | {label['level']} |",
                "| --- | --- | --- |",
            )
            blocks.append("\n".join([*rows, *map(self.render_row, entries)]))
            blocks += (block for entry in entries for block in self.render_rule(entry))
        return "\n\n".join(blocks) + "\n"

    def render_row(self, entry: RuleEntry) -> str:
        """Return the row of a rule in the table of its group."""
        link = f"[{entry.code}](#{entry.code.lower()}-{entry.name})"
        level = self.format_level(entry, DEFAULT_LEVELS)
        return f"| {link} | {self.rules[entry.name]['what']} | {level} |"

    def render_rule(self, entry: RuleEntry) -> Iterator[str]:
        """Yield the blocks of a rule in the guide."""
        label = self.labels
        yield f"### {entry.code} {entry.name}"
        yield "\n".join(self.explain(entry))
        for key, text in self.get_examples(entry):
            yield f"{label[key]}:\n\n```text\n{text.rstrip()}\n```"
        level = self.format_level(entry, DEFAULT_LEVELS)
        if entry.is_fixed:
            yield f"{label['level']}: {level}."
            return
        limit = ""
        if entry.most is not None:
            limit = f" {label['limit']}: {self.format_limit(entry, DEFAULT_LEVELS)}."
        ways = ", ".join(f"`{text}` ({how})" for text, how in self.list_ways_off(entry))
        yield f"{label['level']}: {level}.{limit} {label['switch_off']}: {ways}."

    def explain(self, entry: RuleEntry) -> tuple[str, str]:
        """Return what a rule checks, and why."""
        text = self.rules[entry.name]
        return text["what"], f"{self.labels['why']}: {text['why']}"

    def get_examples(self, entry: RuleEntry) -> list[tuple[str, str]]:
        """Return what is wrong and what is right; nothing for a rule without example."""
        example = self.examples.get(entry.name)
        return [("wrong", example.wrong), ("right", example.right)] if example else []

    def format_level(self, entry: RuleEntry, levels: RuleLevels, kind: Path = Path()) -> str:
        """Return the level of a rule in words: in a publication, or on pages of a kind."""
        level = self.levels[levels.get_level(entry.name, kind)]
        return f"{level} ({self.labels['is_fixed']})" if entry.is_fixed else level

    def format_limit(self, entry: RuleEntry, levels: RuleLevels) -> str:
        """Return the limit of a rule in a publication."""
        limit = levels.get_limit(entry.name, Path(), LANGUAGE_LIMIT)
        return self.labels["limit_of_language"] if limit == LANGUAGE_LIMIT else str(limit)

    def list_ways_off(self, entry: RuleEntry) -> list[tuple[str, str]]:
        """Return the texts that switch a rule off, each with where it stands."""
        label = self.labels
        remark = f"# noqa: {entry.code} {label['reason']}"
        return [
            (f"rules: {{{entry.code}: off}}", label["in_settings"]),
            (remark, label["on_a_line"]),
        ]


@cache
def load_index(language: str) -> RuleIndex:
    """Return the index in the language with a tag."""
    data = read_yaml(LANGUAGES_FOLDER / language / RULES_FILE)
    own = {name: Example(**entry) for name, entry in data.get("examples", {}).items()}
    return RuleIndex(
        labels=data["index"],
        levels=data["levels"],
        groups=data["groups"],
        rules=data["rules"],
        examples={**load_examples(), **own},
    )


def load_examples() -> dict[str, Example]:
    """Return the examples that serve every language, by the name of the rule."""
    return {name: Example(**entry) for name, entry in read_yaml(EXAMPLES_FILE).items()}


def read_yaml(path: Path) -> Any:
    """Return the data in a YAML file of the generator."""
    return yaml.load(path.read_text(encoding="utf-8"), YAML_LOADER)


def read_levels(root: Path) -> RuleLevels:
    """Return the levels in the project in `root`, with each kind of page as a file.

    They are those by default when the settings cannot be read: a rule explains why.
    """
    try:
        settings = load_settings(root).mkdocs.publication
    except (BuildError, OSError):
        return DEFAULT_LEVELS
    kinds = {Path(name): kind.rules for name, kind in settings.kinds.items()}
    return RuleLevels(settings.rules, kinds)


def find_rule(text: str) -> RuleEntry | None:
    """Return the rule with a code or a name, in any case, or None."""
    named = (entry for entry in ENTRIES if entry.name == text.lower())
    return BY_CODE.get(text.upper()) or next(named, None)


def render_guides() -> dict[Path, str]:
    """Return the index as pages for the documentation: file → text, one in each language."""
    return {
        GUIDES_FOLDER / language / GUIDE_FILE: load_index(language).render_guide()
        for language in available_languages()
    }
