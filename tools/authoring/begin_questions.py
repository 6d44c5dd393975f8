"""The choices of a publisher to begin with: from the command line, or asked in a terminal."""

import locale
from pathlib import Path

from tools.authoring.begin import Beginning, find_aside_folder, find_publication
from tools.authoring.new_ids import derive_id
from tools.errors import BuildError
from tools.language import Language, available_languages, load_language
from tools.model.loader import FALLBACK_LANGUAGE
from tools.runtime.console import ask, can_ask


def gather_answers(
    name: str, slug: str | None, code: str | None, kinds: str, fields: str
) -> Beginning:
    """Return what to begin with, asking for what was not given when not even a name was.

    Raises BuildError without a name where nobody can be asked.
    """
    if not name and not can_ask():
        raise BuildError(load_language(code or FALLBACK_LANGUAGE).word("begin_missing"))
    if name:
        language = load_language(code or FALLBACK_LANGUAGE)
    else:
        language = load_language(code or ask_language())
        name = ask(language.word("begin_ask_name"))
        slug = slug or ask(language.word("begin_ask_slug"), derive_id(name))
        fields = fields or ask(language.word("begin_ask_fields"), "")
        kinds = kinds or ask(language.word("begin_ask_kinds"), "")
    return Beginning(
        language, name, slug or derive_id(name), split_names(kinds), split_names(fields)
    )


def ask_language() -> str:
    """Return the code of a language that there is; that of the terminal is the default."""
    codes = available_languages()
    local = (locale.getlocale()[0] or "").partition("_")[0]
    default = local if local in codes else FALLBACK_LANGUAGE
    question = load_language(default).word("begin_ask_language").format(known=", ".join(codes))
    while (code := ask(question, default)) not in codes:
        pass
    return code


def may_replace(root: Path, language: Language) -> bool:
    """Return whether somebody in the terminal agrees that a publication is set aside, if any is."""
    existing = find_publication(root)
    if not existing or not can_ask():
        return False
    values = {"files": ", ".join(existing), "folder": find_aside_folder(root)}
    answer = ask(language.word("begin_ask_replace").format(**values), "")
    return answer.casefold().startswith(language.word("begin_yes"))


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a text, in which commas stand between them."""
    return tuple(name for part in text.split(",") if (name := part.strip()))
