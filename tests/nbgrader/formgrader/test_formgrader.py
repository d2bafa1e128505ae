"""An instructor runs the course from nbgrader's web page alone, in a real browser."""

import shutil
from dataclasses import dataclass

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

STUDENTS = ["anna", "ben", "chen", "dora", "eva", "finn", "gus", "hal"]
SCORE = "2.5"
COMMENT = "Say why the last layer needs its *own* activation."
OFFLINE = "MathJax is not defined"
"""What nbgrader's own script says where there is no network."""

ACTIVE = """
const found = [];
for (const place of document.querySelectorAll('.rendered_html, .output_area, .jp-RenderedMarkdown')) {
    for (const one of place.querySelectorAll('*')) {
        if (one.matches('script, iframe, object, embed, form, input, base, meta, style, link')) found.push(one.tagName);
        for (const {name, value} of one.attributes) {
            if (/^on/i.test(name) || /^\\s*javascript:/i.test(value)) found.push(name + '=' + value);
        }
    }
}
return found;
"""
"""Lists what is active in whatever comes from students."""


@dataclass(frozen=True)
class Desk:
    """The course, and the instructor who works on it in the browser."""

    folder: object
    instructor: object


@pytest.fixture(scope="module")
def desk(make_dated_folder, instructor_of, tmp_path_factory):
    folder = make_dated_folder(tmp_path_factory.mktemp("formgrader"))
    with instructor_of(folder) as instructor:
        yield Desk(folder, instructor)


@pytest.fixture(scope="module")
def listed(desk):
    """The list of assignments, as it is at first."""
    desk.instructor.open("formgrader")
    return desk.instructor.table()


@pytest.fixture(scope="module")
def released(desk, listed):  # noqa: ARG001 - comes first
    """The list of assignments after one was generated and released."""
    desk.instructor.press("activations", "assign")
    desk.instructor.press("activations", "release")
    return desk.instructor.table()


@pytest.fixture(scope="module")
def collected(desk, released, classroom):  # noqa: ARG001 - comes first
    """The list of assignments after the class has submitted and was collected."""
    for name, handed_in in classroom.items():
        desk.folder.arrive("activations", name, handed_in.content, handed_in.timestamp)
    desk.instructor.press("activations", "collect")
    return desk.instructor.table()


@pytest.fixture(scope="module")
def autograded(desk, collected, tmp_path_factory):  # noqa: ARG001 - comes first
    """The list of submissions after each was autograded, and the gradebook at that moment."""
    desk.instructor.open("formgrader/manage_submissions/activations")
    for student in STUDENTS:
        desk.instructor.press(student, "autograde")
    copy = tmp_path_factory.mktemp("autograded") / "gradebook.db"
    shutil.copy(desk.folder.book.file, copy)
    return desk.instructor.table(), type(desk.folder.book)(copy)


@pytest.fixture(scope="module")
def open_submission(desk, autograded):  # noqa: ARG001 - comes first
    """Open one student's submission from the page of the gradebook."""

    def call(student):
        desk.instructor.open("formgrader/gradebook/activations/activations")
        link = desk.instructor.row(student).find_element(By.CSS_SELECTOR, ".name a.name-hidden")
        desk.instructor.driver.get(link.get_attribute("href"))
        desk.instructor.until(lambda: desk.instructor.script("return formgrader.grades && formgrader.grades.loaded"))
        return desk.instructor

    return call


@pytest.fixture(scope="module")
def by_hand(desk, open_submission):
    """Points and a comment for one written answer, typed into the page, and what the gradebook's page says then."""
    page = open_submission("anna")
    page.find("#explain").send_keys(SCORE + Keys.TAB)
    page.find("#explain-comment").send_keys(COMMENT + Keys.TAB)
    page.until(lambda: desk.folder.book.scores("activations", "manual_score")["anna"]["explain"] is not None)
    page.until(lambda: (COMMENT,) in desk.folder.book.select("SELECT manual_comment FROM comment"))
    page.open("formgrader/gradebook/activations/activations")
    return {row[1].removeprefix("Submission #")[1:]: row for row in page.table()}


@pytest.fixture(scope="module")
def feedback(desk, by_hand):  # noqa: ARG001 - comes first
    """The pages for students, after they were generated and released from the list of assignments."""
    desk.instructor.open("formgrader/manage_assignments")
    desk.instructor.press("activations", "generate-feedback")
    desk.instructor.press("activations", "release-feedback")
    return {path.parts[-3]: path for path in desk.folder.path.glob("feedback/*/activations/activations.html")}


@pytest.fixture(autouse=True)
def quiet_console(desk):
    """Whatever a test opens, its scripts must run without a fault."""
    yield
    assert [fault for fault in desk.instructor.complaints() if OFFLINE not in fault] == []


def test_both_assignments_are_listed(listed):
    assert [row[0] for row in listed] == ["activations", "mnist"]


def test_an_assignment_is_generated_and_released(released, desk, root):
    assert [row[:3] for row in released if row[0] == "activations"] == [
        ["activations", "2026-10-01 21:59:00 UTC", "released"]
    ]
    made = desk.folder.released("activations").read_bytes()
    assert made == (root / "assignments" / "activations" / "activations.ipynb").read_bytes()


def test_the_class_is_collected(collected):
    assert [row[8] for row in collected if row[0] == "activations"] == [str(len(STUDENTS))]


def test_every_submission_is_autograded(autograded):
    rows, _ = autograded
    assert {row[1]: row[3] for row in rows} == {
        **dict.fromkeys(STUDENTS, "needs manual grading"),
        "ben": "graded",
        "dora": "graded",
        "hal": "graded",
    }


def test_the_list_shows_the_points(autograded):
    rows, _ = autograded
    shown = {row[1]: row[4] for row in rows}
    assert shown["anna"] == "97 / 100"
    assert shown["dora"] == "0 / 100"


def test_the_gradebook_is_the_one_of_the_commands(table, autograded, by_commands):
    _, book = autograded
    assert book.rows(table) == by_commands.folder.book.rows(table)


def test_a_submission_shows_our_report(open_submission):
    page = open_submission("ben")
    report = page.find(".output_area")
    assert report.is_displayed()
    assert "raises no overflow, division by zero or invalid value on its way" in page.find("body").text


def test_an_unreadable_submission_shows_why(open_submission):
    assert "its end is missing" in open_submission("hal").find("body").text


def test_a_submission_shows_no_hidden_check(open_submission):
    assert "expect_values" not in open_submission("ben").driver.page_source


def test_a_script_in_a_submission_does_not_run_in_the_instructors_session(open_submission):
    page = open_submission("gus")
    assert page.script("return window.owned") is None
    assert page.script(ACTIVE) == []


def test_markup_in_a_submission_covers_nothing_of_the_page(open_submission):
    page = open_submission("gus")
    assert page.find_all("#explain")[0].tag_name == "input"
    assert page.script("""
        const box = document.getElementById('explain');
        box.scrollIntoView({block: 'center'});
        const {x, y, width, height} = box.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) === box;
    """)


def test_points_for_a_written_answer_are_saved(by_hand, desk):  # noqa: ARG001 - comes first
    grades = {
        column: desk.folder.book.scores("activations", column) for column in ("manual_score", "needs_manual_grade")
    }
    assert grades["manual_score"]["anna"]["explain"] == float(SCORE)
    assert not grades["needs_manual_grade"]["anna"]["explain"]


def test_a_comment_on_a_written_answer_is_saved(by_hand, desk):  # noqa: ARG001 - comes first
    comments = {(student, cell): text for student, _, cell, _, text in desk.folder.book.rows("comment")}
    assert comments["anna", "explain"] == COMMENT


def test_the_total_changes_with_the_points_of_a_written_answer(by_hand):
    assert by_hand["anna"][2] == "99.5 / 100"


def test_feedback_is_generated_for_everyone(feedback):
    assert sorted(feedback) == STUDENTS


def test_feedback_is_released_to_everyone(feedback, desk):  # noqa: ARG001 - comes first
    pages = desk.folder.exchange.glob("activation-functions/feedback/*.html")
    assert len(list(pages)) == len(STUDENTS)


def test_feedback_shows_points_and_comment(feedback, desk):
    page = desk.instructor
    page.driver.get(feedback["anna"].as_uri())
    text = page.find("body").text
    assert "99.5 / 100" in text
    assert "Say why the last layer needs its own activation." in text


def test_feedback_shows_what_lateness_costs(feedback, desk):
    desk.instructor.driver.get(feedback["chen"].as_uri())
    assert "Late submission penalty (Score: -20.0)" in desk.instructor.find("body").text


def test_feedback_is_whole(feedback, desk):
    desk.instructor.driver.get(feedback["ben"].as_uri())
    assert desk.instructor.script("return document.documentElement.scrollWidth <= window.innerWidth")
    report = desk.instructor.find(".output_area, .jp-OutputArea-output")
    assert report.is_displayed()
    assert report.size["width"] > 300


def test_a_script_in_a_submission_does_not_run_in_feedback(feedback, desk):
    page = desk.instructor
    page.driver.get(feedback["gus"].as_uri())
    assert page.script("return window.owned") is None
    assert page.script(ACTIVE) == []
