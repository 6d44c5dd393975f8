"""The overviews of checklists and stories: filtered by a script, complete without one."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built
from tools.model.entities.page import Page as StoryPage

OVERVIEW = "checklists.html"
STORIES = "verhalen/index.html"


def visible_lists(page: Page) -> list[str]:
    """Return the ids of the lists that a reader sees."""
    rows = page.locator(".all-checklists tbody tr:visible")
    return [str(row.get_attribute("data-checklist")) for row in rows.all()]


def test_lists_are_found_by_role_meeting_and_kind(page: Page, address: str, built: Built) -> None:
    page.goto(address + OVERVIEW)
    publication = built.publication
    all_ids = [checklist.id for checklist in publication.checklists]
    assert visible_lists(page) == all_ids
    for role in publication.roles.values():
        page.get_by_label("Rol", exact=True).select_option(role.title)
        expected = [c.id for c in publication.checklists if role.id in publication.find_roles(c)]
        assert visible_lists(page) == expected
        status = page.locator(".filters [role=status]").inner_text()
        assert status == f"{len(expected)} van {len(all_ids)} lijsten"
    page.get_by_label("Rol", exact=True).select_option("Medewerker")
    page.get_by_label("Overleg", exact=True).select_option("Team- of werkoverleg")
    page.get_by_label("Soort", exact=True).select_option("Ingrediënt")
    assert visible_lists(page) == [
        ingredient.meta.checklist.id
        for ingredient in publication.get_pages_of_kind("ingredient")
        if ingredient.meta.checklist
        and ingredient.meta.checklist.pause.meeting == "teamoverleg"
        and "medewerker" in publication.find_roles(ingredient.meta.checklist)
    ]
    page.get_by_role("button", name="Toon alles").click()
    page.wait_for_function("document.querySelectorAll('.all-checklists tr[hidden]').length == 0")
    assert visible_lists(page) == all_ids


def test_the_overview_is_a_plain_table_without_scripts(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / OVERVIEW).as_uri())
    assert visible_lists(page) == [checklist.id for checklist in built.publication.checklists]
    assert page.locator(".filters").is_hidden()
    context.close()


def visible_stories(page: Page) -> list[str]:
    """Return the titles of the stories that a reader sees."""
    return page.locator(".all-stories .card:visible .card-title").all_inner_texts()


def matching_stories(
    built: Built, *, question: str = "", subject: str = "", size: str = ""
) -> list[str]:
    """Return the titles of the stories that match the filters."""

    def fits(page: StoryPage) -> bool:
        story = page.meta.story
        return (
            story is not None
            and (not question or question in story.questions)
            and (not subject or subject in story.shows)
            and (not size or story.size_class == size)
        )

    return [page.title for page in built.publication.pages_with_story if fits(page)]


def test_stories_are_found_by_question_subject_and_size(
    page: Page, address: str, built: Built
) -> None:
    page.goto(address + STORIES)
    publication, status = built.publication, page.locator(".filters [role=status]")
    all_titles = matching_stories(built)
    assert visible_stories(page) == all_titles
    question_filter = page.get_by_label("Uw vraag", exact=True)
    for question in list(publication.questions.values())[:3]:
        question_filter.select_option(question.short)
        expected = matching_stories(built, question=question.id)
        expect(status).to_have_text(f"{len(expected)} van {len(all_titles)} verhalen")
        assert visible_stories(page) == expected != []
    question_filter.select_option("")
    subject = page.get_by_label("Onderwerp", exact=True)
    for practice in publication.get_pages_of_kind("practice"):
        subject.select_option(practice.title)
        expected = matching_stories(built, subject=practice.id)
        expect(status).to_have_text(f"{len(expected)} van {len(all_titles)} verhalen")
        assert visible_stories(page) == expected != []
    page.get_by_label("Omvang", exact=True).select_option("large")
    page.get_by_label("Onderwerp", exact=True).select_option("Een lange adem")
    expect(status).to_have_text(f"2 van {len(all_titles)} verhalen")
    assert visible_stories(page) == matching_stories(built, subject="lange-adem", size="large")
    page.get_by_role("button", name="Toon alles").click()
    expect(status).to_have_text(f"{len(all_titles)} van {len(all_titles)} verhalen")
    assert page.url == address + STORIES


def test_what_is_chosen_can_be_sent_as_a_link(page: Page, address: str, built: Built) -> None:
    status = page.locator(".filters [role=status]")
    page.goto(f"{address}{STORIES}#question=kennis-bij-een&size=unknown")
    expected = matching_stories(built, question="kennis-bij-een", size="unknown")
    expect(status).to_have_text(f"{len(expected)} van {len(matching_stories(built))} verhalen")
    assert visible_stories(page) == expected
    question_filter = page.get_by_label("Uw vraag", exact=True)
    question_filter.focus()
    page.keyboard.press("Home")  # the keys of a list of choices
    count = len(matching_stories(built, size="unknown"))
    expect(status).to_have_text(f"{count} van {len(matching_stories(built))} verhalen")
    expect(page).to_have_url(f"{address}{STORIES}#size=unknown")
    page.evaluate("location.hash = '#subject=lange-adem&size=nonsense'")
    expected = matching_stories(built, subject="lange-adem")
    expect(status).to_have_text(f"{len(expected)} van {len(matching_stories(built))} verhalen")
    assert visible_stories(page) == expected
    page.evaluate("location.hash = '#hoe-gemaakt'")  # a heading leaves the choice as it is
    expect(page).to_have_url(f"{address}{STORIES}#hoe-gemaakt")
    assert visible_stories(page) == expected


def test_without_scripts_every_story_is_there(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / STORIES).as_uri() + "#question=kennis-bij-een")
    assert visible_stories(page) == matching_stories(built)
    assert page.locator(".filters").is_hidden()
    context.close()
