"""Rules for case stories, and for the questions by which readers find them."""

from collections.abc import Iterator

from tools.model.problems import Problem
from tools.model.project import ParsedProject
from tools.model.rules import common


def check_story_sources(project: ParsedProject) -> Iterator[Problem]:
    """Name under `sources` what the text cites, and nothing else; cite a source in a true story."""
    known = common.get_ids(project.sources)
    for page, story in project.iter_fields("story"):
        if page.body.has_unreadable_calls:
            continue  # unreadable calls are reported by another rule
        cited, named = page.body.get_unique_arguments("cite"), story.get_texts("sources")
        for source_id in cited:
            if source_id in known and source_id not in named:
                yield story.create_problem("sources", "story-source-unnamed", id=source_id)
        for source_id in named:
            if source_id in known and source_id not in cited:
                yield story.create_problem("sources", "story-source-uncited", id=source_id)
        if story.data.get("fictional") is False and not named:
            yield story.create_problem("sources", "story-without-source")


def check_story_opening(project: ParsedProject) -> Iterator[Problem]:
    """Open a story with a number from one of its sources."""
    known = common.get_ids(project.sources)
    for _, story in project.iter_fields("story"):
        opening = story.get_node("opening")
        if opening:
            yield from common.find_unknown_ids(opening, "source", known, "source-unknown")
            source = opening.get_text("source") or ""
            if source in known and source not in story.get_texts("sources"):
                yield opening.create_problem("source", "story-source-unnamed", id=source)


def check_story_evidence(project: ParsedProject) -> Iterator[Problem]:
    """Show of a true story what it rests on: who tells it, when, and whether it was measured."""
    for page, story in project.iter_fields("story"):
        if story.data.get("fictional") is False and "evidence" not in story.data:
            yield story.create_problem("evidence", "story-without-evidence")
        evidence = story.get_node("evidence")
        if evidence:
            yield from common.find_repeats(evidence.with_label(page.id), "tellers")


def check_fictional_titles(project: ParsedProject) -> Iterator[Problem]:
    """Call a fictional story fictional in its title: the title is shown wherever the story is."""
    label = project.language.word("fictional")
    for page, story in project.iter_fields("story"):
        title = page.meta.get_text("title") or ""
        if story.data.get("fictional") is True and label not in title.lower():
            yield page.meta.create_problem("title", "fictional-title", label=label)


def check_story_questions(project: ParsedProject) -> Iterator[Problem]:
    """Name in a story the questions that it answers."""
    known = common.get_ids(project.questions)
    for _, story in project.iter_fields("story"):
        yield from common.find_unknown_ids(story, "questions", known, "question-unknown")
        yield from common.find_repeats(story, "questions")


def check_question_references(project: ParsedProject) -> Iterator[Problem]:
    """Link each question to a page, to a story that names the question, and to a checklist."""
    answering = {
        (page.id, question_id)
        for page, story in project.iter_fields("story")
        for question_id in story.get_texts("questions")
    }
    checklists = common.get_ids(project.iter_checklists())
    for question in project.questions:
        yield from common.find_unknown_ids(question, "page", project.page_ids, "page-unknown")
        story = question.get_text("story")
        if story and (story, question.id) not in answering:
            yield question.create_problem("story", "question-story", id=story)
        yield from common.find_unknown_ids(question, "checklist", checklists, "list-unknown")


def check_subjects_shown(project: ParsedProject) -> Iterator[Problem]:
    """Write at least one story about each page of the kinds that require it."""
    stories = project.iter_fields("story")
    subjects = {page_id for _, story in stories for page_id in story.get_texts("shows")}
    for page, kind in project.iter_pages_with_kind():
        if kind.shown and page.id and page.id not in subjects and not page.is_unfinished:
            yield page.meta.create_problem("id", "not-shown", id=page.id)
