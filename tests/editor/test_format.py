"""Saving a form changes in its file what was changed in the form, and nothing else."""

from __future__ import annotations

import difflib
import re
from collections import Counter

import pytest

from tests.editor.conftest import Formats

pytestmark = pytest.mark.integration

CARD = "docs/canvases/tool-card.md"
TABLE = "docs/canvases/round-table.md"
TIDY = "docs/practices/tidy-tools.md"
STORY = "docs/stories/beanpole-garden.md"
SESSION = "docs/practices/shed-hour.md"
GLOSSARY = "docs/_data/glossary.yml"
SOURCES = "docs/_data/sources.yml"
QUESTIONS = "docs/_data/questions.yml"
UNCHANGED = "() => {}"
# Changes every value of a form, one at a time; returns for each: its place, its field, the file.
CHANGE_EACH = """(path) => {
    const results = []
    const other = { string: value => `${value} X`, number: value => value + 1,
                    boolean: value => !value }
    const walk = (value, keys) => {
        if (["origin__", "id", "kind"].includes(keys.at(-1)) || keys.length > 9) return
        if (Array.isArray(value)) value.slice(0, 3).forEach((one, n) => walk(one, [...keys, n]))
        else if (typeof value === "object" && value) {
            for (const key of Object.keys(value)) walk(value[key], [...keys, key])
        } else if (value !== null && value !== "") {
            const opened = open_(path)
            let place = opened.entry
            for (const key of keys.slice(0, -1)) place = place[key]
            place[keys.at(-1)] = other[typeof value](value)
            results.push([keys.join("."), save(opened)])
        }
    }
    walk(open_(path).entry, [])
    return results
}"""
# The keys at the top of a file that its form does not show.
HIDDEN_KEYS = """(path) => {
    const text = session.files[path].text
    const front = text.startsWith("---\\n") ? text.slice(4).split("\\n---\\n")[0] : text
    const keys = [...front.matchAll(/^([a-z_-]+):/gm)].map(match => match[1])
    const { entry } = open_(path)
    return "rows" in entry ? [] : keys.filter(key => !(key in entry))
}"""


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that were removed and added."""
    lines = [*difflib.unified_diff(old.splitlines(), new.splitlines(), "", "", n=0)][2:]
    return ([line[1:] for line in lines if line.startswith("-")],
            [line[1:] for line in lines if line.startswith("+")])  # fmt: skip


@pytest.mark.parametrize("name", ["own_formats", "small_formats"])
def test_reading_and_writing_leaves_every_byte(name: str, request: pytest.FixtureRequest) -> None:
    formats: Formats = request.getfixturevalue(name)
    assert len(formats.paths) > 20
    for path in formats.paths:
        assert formats.edit(path, UNCHANGED) == formats.read(path), path


@pytest.mark.parametrize("name", ["own_formats", "small_formats"])
def test_forms_show_all_that_files_have(name: str, request: pytest.FixtureRequest) -> None:
    formats: Formats = request.getfixturevalue(name)
    for path in formats.paths:
        assert formats.page.evaluate(HIDDEN_KEYS, path) == [], path


def test_one_value_changes_one_line(small_formats: Formats) -> None:
    """Of each file, every value in turn."""
    count = Counter[str]()
    for path in small_formats.paths:
        old = small_formats.read(path)
        for place, new in small_formats.page.evaluate(CHANGE_EACH, path):
            removed, added = changed_lines(old, new)
            if place == "body":
                assert added[-1].endswith(" X"), path
                continue
            if place.endswith(".times"):  # the rows of the example get another cell
                assert added[0].split(":")[0] == removed[0].split(":")[0]
                continue
            if added and added[0].endswith(": true"):  # false until now, by not being there
                assert (len(removed), len(added)) == (0, 1), (path, place, removed, added)
                continue
            assert len(removed) == len(added) == 1, (path, place, removed, added)
            assert difflib.SequenceMatcher(None, removed[0], added[0]).ratio() > 0.5, (path, place)
            count[place.rpartition(".")[2]] += 1
    assert len(count) > 50
    assert count["person-1"] == 2


def test_a_value_keeps_its_quotation_marks_and_its_remark(small_formats: Formats) -> None:
    text = '---\nid: a    # never changes\ntitle: "One"   # short\nkind: story\n---\n\nText.\n'
    new = small_formats.edit(STORY, "entry => { entry.title = 'Two: three' }", text)
    assert new == text.replace('"One"', '"Two: three"')
    new = small_formats.edit(STORY, "entry => { entry.summary = 'Yes' }", text)
    assert new == text.replace("# short\n", "# short\nsummary: Yes\n")


def test_an_empty_optional_value_goes(small_formats: Formats) -> None:
    old = small_formats.read(GLOSSARY)
    new = small_formats.edit(GLOSSARY, "entry => { entry.rows[0].source = '' }")
    assert changed_lines(old, new) == (["  source: shed-leaflet"], [])


def test_an_emptied_list_is_an_empty_list(small_formats: Formats) -> None:
    old = small_formats.read(STORY)
    new = small_formats.edit(STORY, "entry => { entry.related = []; delete entry.search_words }")
    assert changed_lines(old, new) == (
        ["related: [weekly-round]", "search_words: [club, rakes]"],
        ["related: []", "search_words: []"],
    )


def test_what_the_form_adds_empty_is_not_written(small_formats: Formats) -> None:
    """Sveltia gives every field of a form a value."""
    script = "entry => { entry.checklist = { title: '', blocks: [] }; entry.reviewed.note = null }"
    assert small_formats.edit(STORY, script) == small_formats.read(STORY)
    script = "entry => { entry.canvas.table_first = false }"
    assert small_formats.edit(CARD, script) == small_formats.read(CARD)


def test_a_new_item_gets_an_id_and_the_style_of_its_like(small_formats: Formats) -> None:
    script = """entry => {
        const items = entry.checklist.blocks[0].items
        items.push({ ...structuredClone(items[0]), id: "", what: "Hang up the spade: twice" })
    }"""
    old = small_formats.read(TIDY)
    new = small_formats.edit(TIDY, script)
    removed, added = changed_lines(old, new)
    assert removed == []
    assert added[0].strip() == "- id: hang-up-the-spade-twice"
    assert added[1].strip() == 'what: "Hang up the spade: twice"'
    assert sum(line.strip().startswith("who: [") for line in added) == 1


def test_an_id_that_was_used_is_not_used_again(small_formats: Formats) -> None:
    script = """entry => {
        const items = entry.checklist.blocks[0].items
        const [gone] = items.splice(0, 1)
        items.push({ ...gone, id: "" })
    }"""
    id_ = small_formats.page.evaluate(f"open_('{TIDY}').entry.checklist.blocks[0].items[0].id")
    new = small_formats.edit(TIDY, script)
    assert f"id: {id_}\n" not in new
    assert re.search(rf"retired: \[.*\b{id_}\]", new)
    script = script.replace('id: ""', f"id: '', what: '{id_}'")
    assert f"id: {id_}-2\n" in small_formats.edit(TIDY, script)


def test_a_duplicated_item_gets_an_id_of_its_own(small_formats: Formats) -> None:
    script = """entry => {
        const items = entry.checklist.blocks[0].items
        items.splice(1, 0, structuredClone(items[0]))
    }"""
    removed, added = changed_lines(small_formats.read(TIDY), small_formats.edit(TIDY, script))
    assert removed == []
    assert added[0] == "        - id: count-the-tools-on-the-bench-1-2"


def test_a_second_save_keeps_the_new_id(small_formats: Formats) -> None:
    """Sveltia does not read a file again after saving it."""
    first, second = small_formats.page.evaluate(
        f"""() => {{
            const opened = open_("{TIDY}")
            const items = opened.entry.checklist.blocks[0].items
            items.push({{ ...items[0], id: "", what: "Oil the lock" }})
            const first = save(opened)
            return [first, save(opened)]
        }}"""
    )
    assert "id: oil-the-lock\n" in first
    assert second == first


def test_a_removed_item_takes_only_its_lines(small_formats: Formats) -> None:
    old = small_formats.read(GLOSSARY)
    new = small_formats.edit(GLOSSARY, "entry => { entry.rows.splice(1, 1) }")
    removed, added = changed_lines(old, new)
    assert added == []
    assert [line for line in removed if line] == old[old.index("- id: round") :].splitlines()
    script = "entry => { entry.workform.steps.splice(1, 1) }"
    assert changed_lines(small_formats.read(SESSION), small_formats.edit(SESSION, script))[1] == []


def test_two_items_change_places(small_formats: Formats) -> None:
    old = small_formats.read(GLOSSARY)
    new = small_formats.edit(GLOSSARY, "entry => { entry.rows.reverse() }")
    assert sorted(new.splitlines()) == sorted(old.splitlines())
    assert new.index("id: round") < new.index("id: shadow-board")
    assert new.startswith(old.partition("- id")[0])


def test_mappings_of_free_keys(small_formats: Formats) -> None:
    old = small_formats.read(STORY)
    add = "entry => { entry.statements.push({ statement: 'G-tidy', heading: 'hard' }) }"
    assert changed_lines(old, small_formats.edit(STORY, add)) == ([], ["  G-tidy: hard"])
    remove = "entry => { entry.statements = [] }"
    assert changed_lines(old, small_formats.edit(STORY, remove)) == (
        ["statements:", "  G-round-3: what-they-did"],
        ["statements: {}"],
    )


def test_the_example_of_a_canvas(small_formats: Formats) -> None:
    """Its keys are ids of its own canvas, its rows are lists, and its numbers stay numbers."""
    old = small_formats.read(TABLE)
    row = "entry.canvas.example.rows"
    new = small_formats.edit(TABLE, f"entry => {{ {row}[0]['person-1'] = '3' }}")
    assert changed_lines(old, new) == (
        ["""      - ['Door, "lock" & bolt', 2, 1, ~, 3, Ben]"""],
        ["""      - ['Door, "lock" & bolt', 3, 1, ~, 3, Ben]"""],
    )
    add = f"entry => {{ {row}.push({{ 'round-1': 'Oil', 'person-2': '2' }}) }}"
    assert changed_lines(old, small_formats.edit(TABLE, add)) == ([], ["      - [Oil, ~, 2]"])
    columns = "entry => { entry.canvas.example.columns.person.push('Cy') }"
    assert changed_lines(old, small_formats.edit(TABLE, columns))[1] == [
        "    columns: {person: [Ann, 'B & C', Cy]}"
    ]
    gone = "entry => { entry.canvas.example.rows.splice(0, 1) }"
    assert changed_lines(old, small_formats.edit(TABLE, gone))[1] == []


def test_an_example_follows_its_canvas(small_formats: Formats) -> None:
    """A value goes with its box, and cells stand below their columns."""
    old = small_formats.read(TABLE)
    gone = small_formats.edit(TABLE, "entry => { entry.canvas.boxes = [] }")
    assert "levels" not in gone
    assert "retired" not in gone
    moved = "entry => { entry.canvas.table.columns.unshift(entry.canvas.table.columns.pop()) }"
    assert changed_lines(old, small_formats.edit(TABLE, moved))[1][-2:] == [
        """      - [Ben, 'Door, "lock" & bolt', 2, 1, ~, 3]""",
        "      - [~, '<b>Hoses</b>', 0, 3]",
    ]
    new = "entry => { entry.canvas.table.columns.push({ width: 2 }) }"
    assert changed_lines(old, small_formats.edit(TABLE, new))[1] == [
        "      - {id: columns, width: 2}"
    ]


def test_a_date_that_is_a_text_has_quotation_marks(small_formats: Formats) -> None:
    old = small_formats.read(SOURCES)
    new = small_formats.edit(SOURCES, "entry => { entry.rows[1].date = '2024' }")
    assert changed_lines(old, new) == ([], ['  date: "2024"'])


def test_a_short_form_stays_short(small_formats: Formats) -> None:
    old = small_formats.edit(TIDY, UNCHANGED)
    when = next(line for line in old.splitlines() if line.strip().startswith("when:"))
    text = old.replace(when, f"{when.partition('when:')[0]}when: At once", 1)
    path = "entry.checklist.blocks[0].items[0].when"
    assert small_formats.edit(TIDY, f"entry => {{ {path}.days = '' }}", text) == text
    new = small_formats.edit(TIDY, f"entry => {{ {path}.moment = 'Later' }}", text)
    assert new == text.replace("when: At once", "when: Later")


def test_one_id_stays_one_and_more_are_a_list(small_formats: Formats) -> None:
    old = small_formats.read(TIDY)
    path = "entry.checklist.blocks[0].items[0].canvas"
    script = f"entry => {{ {path} = ['round-table'] }}"
    assert changed_lines(old, small_formats.edit(TIDY, script))[1] == [
        "          canvas: round-table"
    ]
    script = f"entry => {{ {path}.push('round-table') }}"
    assert changed_lines(old, small_formats.edit(TIDY, script))[1] == [
        "          canvas: [tool-card, round-table]"
    ]


def test_a_list_in_another_form_is_left_alone(small_formats: Formats) -> None:
    text = "---\nid: a\ntitle: One\nkind: practice\nchecklist: [Oil it, Hang it up]\n---\n\nText.\n"
    script = "entry => { entry.title = 'Two'; entry.checklist = { title: '', blocks: [] } }"
    new = small_formats.edit(TIDY, script, text)
    assert new == text.replace("title: One", "title: Two")


def test_the_text_changes_apart(small_formats: Formats) -> None:
    old = small_formats.read(STORY)
    new = small_formats.edit(
        STORY, "entry => { entry.body = entry.body.replace('three rakes', 'two rakes') }"
    )
    assert changed_lines(old, new)[0] != []
    assert new.replace("two rakes", "three rakes") == old


@pytest.mark.parametrize(("rich", "spaces"), [(True, " "), (False, "  ")])
def test_spaces_typed_twice_in_rich_text_are_one(
    small_formats: Formats, rich: bool, spaces: str
) -> None:
    """With two of them the text would be shown as Markdown from then on."""
    written = small_formats.page.evaluate(
        """async ([path, rich]) => {
            const { createFormat } = await import("/format.js")
            const format = createFormat(...fields.get(path), () => {}, () => rich)
            const entry = format.fromFile("---\\nid: story\\n---\\n\\nIt *rained*.\\n")
            return format.toFile({ ...entry, body: `${entry.body}  Hard.` })
        }""",
        [STORY, rich],
    )
    assert written.endswith(f"It *rained*.{spaces}Hard.\n")


def test_a_new_item_leaves_the_remarks_of_others(small_formats: Formats) -> None:
    """Also in a file that Sveltia hands over without the end of its last line."""
    text = small_formats.read(GLOSSARY).replace("\n  definition:", "  # twice\n  definition:", 1)
    add = "entry => { entry.rows.push({ term: 'Rake', definition: 'A comb for soil.' }) }"
    removed, added = changed_lines(text, small_formats.edit(GLOSSARY, add, text))
    assert removed == []
    assert "  term: Rake" in added
