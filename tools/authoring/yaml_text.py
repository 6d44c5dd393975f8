"""YAML text in which single values change, while comments and all other characters stay.

Each method finds its place by the parser's positions, and parses anew, so that several changes can
follow each other. A path has keys of mappings and positions in lists: `("book", 0, "pages")`.
"""

import json
import re

import yaml

# Written in C where PyYAML was built with it, which is much faster.
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FRONT_MATTER = re.compile(r"\A(\ufeff?---\r?\n)(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
BLOCK_STYLES = ("|", ">")
PLAIN_SCALAR = re.compile(r"[^\W\d_][\w ’().,–-]*")  # text in YAML without quotation marks
# No text in YAML 1.1, as the site engine reads it.
RESERVED_SCALARS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
KeyPath = tuple[str | int, ...]
Pair = tuple[yaml.Node, yaml.Node]  # a key with its value


class YamlText:
    """The text of a YAML file, or of a page with front matter; `text` is the result."""

    def __init__(self, text: str, front_matter: bool = False) -> None:
        """Parse a text; `front_matter`: it is a page, which gets some with its first key."""
        self.before, self.yaml, self.after = "", text, ""
        self.newline = "\r\n" if "\r\n" in text else "\n"
        if front_matter:
            found = FRONT_MATTER.match(text)
            self.before, self.yaml, self.after = (
                (found[1], found[2], text[found.end(2) :]) if found else ("", "", text)
            )
        self.lacks_marks = front_matter and not self.before
        self.root: yaml.Node | None = yaml.compose(self.yaml, Loader=YAML_LOADER)

    @property
    def text(self) -> str:
        """The whole text."""
        return self.before + self.yaml + self.after

    def find(self, path: KeyPath) -> yaml.Node | None:
        """Return the node at a path, if there is one."""
        node = self.root
        for key in path:
            if isinstance(node, yaml.MappingNode):
                node = next((value for name, value in node.value if name.value == key), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
                node = node.value[key] if key < len(node.value) else None
            else:
                return None
        return node

    def require(self, path: KeyPath) -> yaml.Node:
        """Return the node at a path; raise KeyError when there is none."""
        node = self.find(path)
        if node is None:
            raise KeyError(path)
        return node

    def get_scalars(self, path: KeyPath) -> list[str]:
        """Return the scalars in the list at a path, as they are written, or the one that it is."""
        node = self.find(path)
        if isinstance(node, yaml.ScalarNode):
            return [node.value]
        entries = node.value if isinstance(node, yaml.SequenceNode) else ()
        return [entry.value for entry in entries if isinstance(entry, yaml.ScalarNode)]

    def find_scalars(self, path: KeyPath, value: str) -> list[KeyPath]:
        """Return the paths of all scalars with a value below a path, the last first.

        So each can be removed without moving the next.
        """
        node, found = self.find(path), []
        if isinstance(node, yaml.ScalarNode):
            return [path] if node.value == value else []
        if isinstance(node, yaml.SequenceNode):
            for number in range(len(node.value)):
                found += self.find_scalars((*path, number), value)
        elif isinstance(node, yaml.MappingNode):
            for name, _ in node.value:
                found += self.find_scalars((*path, str(name.value)), value)
        return sorted(found, key=lambda place: self.require(place).start_mark.index, reverse=True)

    def count(self, path: KeyPath) -> int:
        """Return the number of entries in the list or mapping at a path; 0 when there is none."""
        node = self.find(path)
        return len(node.value) if isinstance(node, yaml.CollectionNode) else 0

    def set_value(self, path: KeyPath, value: str) -> None:
        """Replace the value at a path, whose YAML is `value`."""
        node = self.require(path)
        self.splice(node.start_mark.index, self.find_end(node), value)

    def append(self, path: KeyPath, entry: str) -> None:
        """Add an entry to the end of the list at a path; its YAML may have several lines."""
        node = self.find(path)
        if not isinstance(node, yaml.SequenceNode):
            if path:
                raise KeyError(path)
            self.splice(len(self.yaml), len(self.yaml), self.format_entry(entry, ""))
        elif node.flow_style and (path or node.value):
            comma = ", " if node.value else ""
            self.splice(node.end_mark.index - 1, node.end_mark.index - 1, comma + entry)
        elif not node.value:  # a file with an empty list
            end = self.find_line_end(node.end_mark.index)
            self.splice(node.start_mark.index, end, self.format_entry(entry, ""))
        else:
            indent = self.find_indent(node.value[0])
            place = self.find_line_end(self.find_end(node))
            self.splice(place, place, self.format_entry(entry, indent))

    def insert_after(self, path: KeyPath, entry: str) -> None:
        """Add an entry to a list after the one at a path, or at its end when it is on one line."""
        if self.require(path[:-1]).flow_style:
            self.append(path[:-1], entry)
            return
        node = self.require(path)
        place = self.find_line_end(self.find_end(node))
        self.splice(place, place, self.format_entry(entry, self.find_indent(node)))

    def insert_first(self, entry: str) -> None:
        """Add an entry before the first of a file with a list."""
        if not self.count(()):
            self.append((), entry)
            return
        place = self.find_line_start(self.require((0,)).start_mark.index)
        self.splice(place, place, self.format_entry(entry, ""))

    def add_first_key(self, path: KeyPath, key: str, value: str) -> None:
        """Add a key at the beginning of the mapping in lines at a path."""
        if self.lacks_marks:
            self.add_marks()
        if not path and self.root is None:
            self.add_key(path, key, value)
            return
        node = self.require(path)
        indent = " " * node.start_mark.column
        place = node.start_mark.index
        self.splice(place, place, f"{key}: {value}{self.newline}{indent}")

    def add_marks(self) -> None:
        """Begin a page without front matter with the two lines between which it stands."""
        sign = self.after[: self.after.startswith("\ufeff")]
        self.before = f"{sign}---{self.newline}"
        self.after = f"---{self.newline}{self.after.removeprefix(sign)}"
        self.lacks_marks = False

    def add_key(self, path: KeyPath, key: str, value: str) -> None:
        """Add a key at the end of the mapping at a path, or to a file without any."""
        if not path and self.root is None:
            self.splice(len(self.yaml), len(self.yaml), f"{key}: {value}{self.newline}")
            return
        node = self.require(path)
        if node.flow_style:
            comma = ", " if node.value else ""
            place = node.end_mark.index - 1
            self.splice(place, place, f"{comma}{key}: {value}")
            return
        indent = " " * node.start_mark.column
        place = self.find_line_end(self.find_end(node))
        self.splice(place, place, f"{indent}{key}: {value}{self.newline}")

    def is_list(self, path: KeyPath) -> bool:
        """Return whether there is a list at a path."""
        return isinstance(self.find(path), yaml.SequenceNode)

    def wrap(self, path: KeyPath, key: str) -> None:
        """Put the value at a path below a key, of a mapping that takes its place."""
        node = self.require(path)
        start, end = node.start_mark.index, self.find_end(node)
        if node.flow_style:
            self.splice(start, end, f"{{{key}: {self.yaml[start:end]}}}")
            return
        start = self.find_line_start(start)
        lines = self.yaml[start:end].split("\n")
        body = "\n".join(f"  {line}" if line.strip() else line for line in lines)
        indent = " " * (node.start_mark.column or 2)
        self.splice(start, end, f"{indent}{key}:{self.newline}{body}")

    def remove(self, path: KeyPath) -> None:
        """Remove the entry or key at a path; of a list without entries `[]` is left."""
        parent, key = self.require(path[:-1]), path[-1]
        spans = [(get_start(entry), self.find_end(entry)) for entry in parent.value]
        names = [entry[0].value if isinstance(entry, tuple) else None for entry in parent.value]
        number = key if isinstance(key, int) else names.index(key)
        start, end = spans[number]
        if len(spans) == 1 and isinstance(parent, yaml.SequenceNode):
            self.empty(path[:-1])
        elif parent.flow_style and number + 1 < len(spans):
            self.splice(start, spans[number + 1][0], "")
        elif parent.flow_style:
            self.splice(spans[number - 1][1] if number else start, end, "")
        else:
            self.remove_lines(start, end)

    def empty(self, path: KeyPath) -> None:
        """Replace the list at a path with an empty one."""
        node = self.require(path)
        if node.flow_style or not path:
            start = node.start_mark.index
            if not node.flow_style:
                start = self.find_line_start(start)
            self.splice(start, self.find_end(node), "[]")
            return
        parent = self.require(path[:-1])
        name = next(name for name, _ in parent.value if name.value == path[-1])
        colon = self.yaml.index(":", name.end_mark.index) + 1
        self.splice(colon, self.find_end(node), " []")

    def remove_lines(self, start: int, end: int) -> None:
        """Remove the lines from `start` to `end`, and one of the two empty lines around them."""
        start, end = self.find_line_start(start), self.find_line_end(end)
        blank = self.newline
        if self.yaml[:start].endswith(blank * 2) and self.yaml.startswith(blank, end):
            end += len(blank)
        elif self.yaml[:start].endswith(blank * 2) and end == len(self.yaml):
            start -= len(blank)
        self.splice(start, end, "")

    def format_entry(self, entry: str, indent: str) -> str:
        """Return the lines of an entry of a list; they begin on a line of their own."""
        first, *rest = entry.split("\n")
        lines = [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]
        return "".join(f"{line}{self.newline}" for line in lines)

    def find_end(self, part: yaml.Node | Pair) -> int:
        """Return where the last character of a part ends, without comments and lines after it."""
        if isinstance(part, tuple):
            name, value = part
            if value.start_mark.index < name.start_mark.index:  # an alias: its anchor is elsewhere
                return len(self.yaml[: self.find_line_end(name.end_mark.index)].rstrip())
            return max(int(name.end_mark.index), self.find_end(value))
        if isinstance(part, yaml.CollectionNode) and not part.flow_style and part.value:
            return max(map(self.find_end, part.value))
        end = int(part.end_mark.index)
        is_block = isinstance(part, yaml.ScalarNode) and part.style in BLOCK_STYLES
        return len(self.yaml[:end].rstrip()) if is_block else end

    def find_indent(self, entry: yaml.Node) -> str:
        """Return the white space before the dash of an entry of a list."""
        line = self.yaml[self.find_line_start(entry.start_mark.index) :]
        return line[: len(line) - len(line.lstrip(" "))]

    def find_line_start(self, index: int) -> int:
        """Return where the line with a position begins."""
        return self.yaml.rfind("\n", 0, index) + 1

    def find_line_end(self, index: int) -> int:
        """Return where the line after the one with a position begins; adds a missing line end."""
        end = self.yaml.find("\n", index)
        if end < 0:
            self.yaml += self.newline
            return len(self.yaml)
        return end + 1

    def splice(self, start: int, end: int, new: str) -> None:
        """Replace what stands from `start` to `end`, and parse the result."""
        self.yaml = self.yaml[:start] + new + self.yaml[end:]
        self.root = yaml.compose(self.yaml, Loader=YAML_LOADER)


def get_start(part: yaml.Node | Pair) -> int:
    """Return where a part begins: an entry of a list, or a key with its value."""
    start: int = (part[0] if isinstance(part, tuple) else part).start_mark.index
    return start


def to_yaml_scalar(text: str) -> str:
    """Return a line of text as a YAML value, in quotation marks only where it needs them."""
    plain = text.lower() not in RESERVED_SCALARS and text == text.strip()
    if plain and PLAIN_SCALAR.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
