"""The words of a publication that neither the dictionary nor its own list knows.

Hunspell has the dictionary, of the language and country of the text. `docs/_data/words.txt` has the
words that are right and not in it: names, jargon, other languages; one a line, sorted.
"""

import re
import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tools.errors import BuildError
from tools.language import Language, load_language
from tools.model.project import DATA_FOLDER, ParsedPage, ParsedProject
from tools.model.reading import markdown
from tools.model.reading.yaml_nodes import Node, find_line, read_text
from tools.prose.passages import expand_call, map_names

WORDS_FILE = "words.txt"
HUNSPELL = "hunspell"
MAX_SUGGESTIONS = 200  # words: hunspell needs a while for each
# Mail addresses, addresses of sites and names of files are no words.
NO_WORDS = re.compile(r"\b[\w.-]+@[\w.-]+|\bhttps?://\S+|\b[\w-]+\.(?:nl|com|org|yml|pdf|md)\b")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
# Fields of front matter that hold ids, and words that only the search knows.
NAMES = {
    "id", "kind", "related", "template", "hide", "role", "page", "meeting", "caller", "leader",
    "source", "sources", "shows", "questions", "search_words", "statements", "retired", "phase",
    "see", "tellers", "measured", "paper", "orientation", "fill", "total", "formula", "asked_as",
}  # fmt: skip
REFERENCES = {"canvas"}  # of an item or working form; on a page of its own, texts
SPELLED_FIELD_TYPES = ("text", "moment")
DATA_FIELDS = {
    "glossary.yml": ("term", "also", "definition"),
    "questions.yml": ("ask", "short", "answer"),
    "roles.yml": ("name", "title"),
    "meetings.yml": ("title",),
    "statements.yml": ("says",),
    "changes.yml": ("what",),
    "charts.yml": ("title", "unit"),
    "sources.yml": ("note",),
}


class DictionaryMissingError(BuildError):
    """The program hunspell or its dictionary is absent; `str()` says how to get it."""


class WordError(BuildError):
    """A text cannot be added to the list of words; `str()` says why."""


@dataclass(frozen=True, order=True)
class UnknownWord:
    """A word on a line (from 1) of a file that may be misspelt, and what may be meant."""

    file: Path
    line: int
    word: str
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the word with its place and the suggestions."""
        meant = f" → {', '.join(self.suggestions)}" if self.suggestions else ""
        return f"{self.file}:{self.line}: {self.word}{meant}"


def split_spelled_words(text: str) -> list[str]:
    """Return the words of a text that a dictionary may know, with straight apostrophes."""
    found = WORD.findall(NO_WORDS.sub(" ", text))
    return [word.replace("’", "'") for word in found if len(word) > 1]


def find_unknown_words(project: ParsedProject) -> list[UnknownWord]:
    """Return the unknown words in the sources of a publication, each on every line with it.

    Raises DictionaryMissingError.
    """
    lines = [*collect_lines(project)]
    words = {word for _, _, text in lines for word in split_spelled_words(text)}
    suggestions = look_up(
        words - read_accepted_words(project), project.language, locale_of(project)
    )
    return sorted(
        {
            UnknownWord(file, line, word, suggestions[word])
            for file, line, text in lines
            for word in split_spelled_words(text)
            if word in suggestions
        }
    )


def locale_of(project: ParsedProject) -> str:
    """Return the language and country of the text, as hunspell names its dictionary: `nl_NL`."""
    return load_language(project.mkdocs.theme.language).word("locale").replace("-", "_")


def look_up(
    words: Collection[str], language: Language, dictionary: str
) -> dict[str, tuple[str, ...]]:
    """Return the words that a dictionary does not know, each with what may be meant.

    Raises DictionaryMissingError, in `language`.
    """
    unknown = {*run_hunspell(sorted(words), language, dictionary, "-l")} & {*words}
    asked = [f"^{word}" for word in sorted(unknown)[:MAX_SUGGESTIONS]]
    answers = run_hunspell(asked, language, dictionary, "-a")
    suggestions = dict.fromkeys(sorted(unknown), tuple[str, ...]())
    for answer in answers:
        if answer.startswith("& "):
            word, _, meant = answer[2:].partition(" ")
            if word in suggestions:
                suggestions[word] = tuple(meant.partition(": ")[2].split(", ")[:3])
    return suggestions


def run_hunspell(
    lines: Iterable[str], language: Language, dictionary: str, option: str
) -> list[str]:
    """Return the lines that hunspell answers; raise DictionaryMissingError, in `language`."""
    message = language.word("spelling_missing").format(dictionary=dictionary)
    if not shutil.which(HUNSPELL):
        raise DictionaryMissingError(message)
    done = subprocess.run(
        [HUNSPELL, "-d", dictionary, "-i", "UTF-8", option],
        input="\n".join(lines), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise DictionaryMissingError(message)
    return done.stdout.splitlines()


def words_path(project: ParsedProject) -> Path:
    """Return the path of the list of words, relative to the project."""
    return project.docs_folder.relative_to(project.root) / DATA_FOLDER / WORDS_FILE


def read_accepted_words(project: ParsedProject) -> set[str]:
    """Return the words in the publication's own list."""
    path = project.root / words_path(project)
    lines = read_text(path, project.root).splitlines() if path.is_file() else ()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def add_words(project: ParsedProject, text: str, words: Collection[str]) -> str:
    """Return the text of the list of words with more of them, sorted; comments stay above.

    Raises WordError for what is no word, or what the dictionary or the list knows already.
    """
    word = project.language.word
    wrong = [given for given in words if split_spelled_words(given) != [given]]
    if wrong:
        raise WordError(word("spelling_no_word").format(words=", ".join(wrong)))
    unknown = look_up(words, project.language, locale_of(project))
    known = [given for given in words if given not in unknown]
    if known:
        raise WordError(word("spelling_known").format(words=", ".join(known)))
    lines = text.splitlines()
    comments = [line for line in lines if line.startswith("#")]
    listed = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return "\n".join([*comments, *sorted(listed | {*words}), ""])


def collect_lines(project: ParsedProject) -> Iterator[tuple[Path, int, str]]:
    """Yield the lines with text that readers see: of pages, their front matter, and data files."""
    names = map_names(project)
    for page in project.pages:
        yield from collect_body_lines(page, names)
        yield from collect_fields(project, page)
    nodes: Iterable[Node] = (
        *project.terms, *project.questions, *project.roles, *project.meetings,
        *project.statements, *project.changes, *project.charts, *project.sources,
    )  # fmt: skip
    for node in nodes:
        for key in DATA_FIELDS[node.origin.file.name]:
            for text in (node.get_text(key), *node.get_texts(key)):
                if text:
                    yield node.origin.file, node.get_line(key), text


def collect_body_lines(
    page: ParsedPage, names: Mapping[str, str]
) -> Iterator[tuple[Path, int, str]]:
    """Yield the lines of a page's body as they are read, without code."""
    body = markdown.strip_comments(page.text)
    source = markdown.MACRO_CALL.sub(partial(expand_call, names), body)
    for token in markdown.MARKDOWN_PARSER.parse(source):
        if token.type != "inline" or not token.map:
            continue
        visible = "".join(
            child.content if child.type == "text" else markdown.TOKEN_TEXT.get(child.type, "")
            for child in token.children or []
        )
        text = markdown.ATTRIBUTE_LIST.sub("", visible)
        for number, line in enumerate(text.split("\n"), token.map[0] + 1):
            yield page.file, page.line_offset + number, line


def collect_fields(project: ParsedProject, page: ParsedPage) -> Iterator[tuple[Path, int, str]]:
    """Yield the texts in the front matter of a page, each with its line."""
    fields = project.mkdocs.publication.fields
    names = NAMES | {id_ for id_, f in fields.items() if f.type not in SPELLED_FIELD_TYPES}
    origin = page.meta.origin

    def walk(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Path, int, str]]:
        if isinstance(data, Mapping):
            for key, value in data.items():
                is_reference = key in REFERENCES and not isinstance(value, Mapping)
                if key not in names and not is_reference:
                    yield from walk(value, (*path, key))
        elif isinstance(data, list):
            for number, value in enumerate(data):
                yield from walk(value, (*path, number))
        elif isinstance(data, str):
            yield origin.file, origin.line_offset + find_line(page.meta.data, path), data

    return walk(page.meta.data, ())
