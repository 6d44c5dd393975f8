"""The overviews of checklists and stories: filtered by a script, complete without one."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built
from tools.model.entities.checklist import Checklist
from tools.model.entities.page import Page as StoryPage

OVERVIEW = "checklists.html"
STORIES = "verhalen/index.html"


def visible_lists(page: Page) -> list[str]:
    """Return the ids of the lists that a reader sees."""
    rows = page.locator(".all-checklists tbody tr:visible")
    return [str(row.get_attribute("data-checklist")) for row in rows.all()]


def choose(page: Page, label: str, text: str) -> None:
    """Choose a value of a filter of the overview of lists, and no other."""
    for other in ("Uw vraag", "Overleg", "Tijd die u hebt", "Rol"):
        page.get_by_label(other, exact=True).select_option("")
    page.get_by_label(label, exact=True).select_option(text)


def count_led(built: Built, checklist: Checklist, role: str) -> int:
    """Return how many items of a list name a role first."""
    roles = map(built.publication.get_item_roles, checklist.items)
    return sum(named[:1] == [role] for named in roles)


def test_lists_are_found_by_what_a_role_does(page: Page, address: str, built: Built) -> None:
    page.goto(address + OVERVIEW)
    publication, status = built.publication, page.locator(".filters [role=status]")
    lists = {checklist.id: checklist for checklist in publication.checklists}
    assert visible_lists(page) == [*lists]
    for role in publication.roles.values():
        led = {id_: count_led(built, one, role.id) for id_, one in lists.items()}
        expected = sorted(filter(led.get, lists), key=lambda id_: -led[id_])
        choose(page, "Rol", f"{role.title} trekt punten")
        assert visible_lists(page) == expected
        assert 0 < len(expected) < len(lists)
        expect(status).to_have_text(f"{len(expected)} van {len(lists)} lijsten")
        called = [id_ for id_, one in lists.items() if one.pause.caller == role.id]
        choose(page, "Rol", f"{role.title} legt de lijst op tafel")
        assert sorted(visible_lists(page)) == sorted(called)
    page.get_by_role("button", name="Toon alles").click()
    page.wait_for_function("document.querySelectorAll('.all-checklists tr[hidden]').length == 0")
    assert visible_lists(page) == [*lists]


def test_lists_are_found_by_question(page: Page, address: str, built: Built) -> None:
    page.goto(address + OVERVIEW)
    publication = built.publication
    for question in publication.questions.values():
        choose(page, "Uw vraag", question.short)
        found = visible_lists(page)
        assert found[0] == question.checklist
        shown = {
            page_id
            for story in publication.find_answering_stories(question)
            for page_id in (story.meta.story.shows if story.meta.story else ())
        }
        lists = {about.id: checklist.id for about, checklist in publication.checklist_pages}
        others = {lists[page_id] for page_id in shown if page_id in lists}
        assert {*found} == {question.checklist, *others}


def test_lists_are_found_by_minutes_and_meeting(page: Page, address: str, built: Built) -> None:
    page.goto(address + OVERVIEW)
    lists = {checklist.id: checklist.pause for checklist in built.publication.checklists}
    minutes = {id_: pause.minutes or 0 for id_, pause in lists.items()}
    for most in (10, 20, 60):
        choose(page, "Tijd die u hebt", f"hoogstens {most} minuten")
        expected = [id_ for id_ in lists if minutes[id_] <= most]
        # What makes use of the time comes first.
        assert visible_lists(page) == sorted(expected, key=lambda id_: -minutes[id_])
    page.get_by_label("Overleg", exact=True).select_option("Team- of werkoverleg")
    expected = [id_ for id_, pause in lists.items() if pause.meeting == "teamoverleg"]
    assert visible_lists(page) == sorted(expected, key=lambda id_: -minutes[id_])
    expect(page).to_have_url(f"{address}{OVERVIEW}#meeting=teamoverleg&minutes=60")


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
