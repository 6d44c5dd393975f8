"""The overviews of lists and stories in a browser: narrowed by a script, whole without one."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built
from tools.model.entities.page import Page as StoryPage

OVERVIEW = "checklists.html"
STORIES = "verhalen/index.html"


def shown(page: Page) -> list[str]:
    """Give the ids of the lists that a reader sees."""
    rows = page.locator(".all-checklists tbody tr:visible")
    return [str(row.get_attribute("data-checklist")) for row in rows.all()]


def test_lists_are_found_by_role_meeting_and_kind(page: Page, address: str, built: Built) -> None:
    page.goto(address + OVERVIEW)
    publication = built.publication
    every = [checklist.id for checklist in publication.checklists]
    assert shown(page) == every
    for role in publication.roles.values():
        page.get_by_label("Rol", exact=True).select_option(role.title)
        wanted = [c.id for c in publication.checklists if role.id in publication.find_roles(c)]
        assert shown(page) == wanted
        told = page.locator(".filters [role=status]").inner_text()
        assert told == f"{len(wanted)} van {len(every)} lijsten"
    page.get_by_label("Rol", exact=True).select_option("Medewerker")
    page.get_by_label("Overleg", exact=True).select_option("Team- of werkoverleg")
    page.get_by_label("Soort", exact=True).select_option("Ingrediënt")
    assert shown(page) == [
        each.meta.checklist.id
        for each in publication.get_pages_of_kind("ingredient")
        if each.meta.checklist
        and each.meta.checklist.pause.meeting == "teamoverleg"
        and "medewerker" in publication.find_roles(each.meta.checklist)
    ]
    page.get_by_role("button", name="Toon alles").click()
    page.wait_for_function("document.querySelectorAll('.all-checklists tr[hidden]').length == 0")
    assert shown(page) == every


def test_the_overview_is_a_plain_table_without_scripts(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / OVERVIEW).as_uri())
    assert shown(page) == [checklist.id for checklist in built.publication.checklists]
    assert page.locator(".filters").is_hidden()
    context.close()


def titles(page: Page) -> list[str]:
    """Give the titles of the stories that a reader sees."""
    return page.locator(".all-stories .card:visible .card-title").all_inner_texts()


def told(built: Built, *, question: str = "", subject: str = "", size: str = "") -> list[str]:
    """Give the titles of the stories that fit what was chosen."""

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
    every = told(built)
    assert titles(page) == every
    asked = page.get_by_label("Uw vraag", exact=True)
    for question in list(publication.questions.values())[:3]:
        asked.select_option(question.short)
        wanted = told(built, question=question.id)
        expect(status).to_have_text(f"{len(wanted)} van {len(every)} verhalen")
        assert titles(page) == wanted != []
    asked.select_option("")
    subject = page.get_by_label("Onderwerp", exact=True)
    for about in publication.get_pages_of_kind("practice"):
        subject.select_option(about.title)
        wanted = told(built, subject=about.id)
        expect(status).to_have_text(f"{len(wanted)} van {len(every)} verhalen")
        assert titles(page) == wanted != []
    page.get_by_label("Omvang", exact=True).select_option("large")
    page.get_by_label("Onderwerp", exact=True).select_option("Een lange adem")
    expect(status).to_have_text(f"2 van {len(every)} verhalen")
    assert titles(page) == told(built, subject="lange-adem", size="large")
    page.get_by_role("button", name="Toon alles").click()
    expect(status).to_have_text(f"{len(every)} van {len(every)} verhalen")
    assert page.url == address + STORIES


def test_what_is_chosen_can_be_sent_as_a_link(page: Page, address: str, built: Built) -> None:
    status = page.locator(".filters [role=status]")
    page.goto(f"{address}{STORIES}#question=kennis-bij-een&size=unknown")
    wanted = told(built, question="kennis-bij-een", size="unknown")
    expect(status).to_have_text(f"{len(wanted)} van {len(told(built))} verhalen")
    assert titles(page) == wanted
    asked = page.get_by_label("Uw vraag", exact=True)
    asked.focus()
    page.keyboard.press("Home")  # the keys of a list of choices
    expect(status).to_have_text(
        f"{len(told(built, size='unknown'))} van {len(told(built))} verhalen"
    )
    expect(page).to_have_url(f"{address}{STORIES}#size=unknown")
    page.evaluate("location.hash = '#subject=lange-adem&size=nonsense'")
    wanted = told(built, subject="lange-adem")
    expect(status).to_have_text(f"{len(wanted)} van {len(told(built))} verhalen")
    assert titles(page) == wanted
    page.evaluate("location.hash = '#hoe-gemaakt'")  # a heading leaves the choice as it is
    expect(page).to_have_url(f"{address}{STORIES}#hoe-gemaakt")
    assert titles(page) == wanted


def test_without_scripts_every_story_is_there(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.site / STORIES).as_uri() + "#question=kennis-bij-een")
    assert titles(page) == told(built)
    assert page.locator(".filters").is_hidden()
    context.close()
