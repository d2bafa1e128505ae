"""Behaviour of reading course.yml: a valid course, or every problem at once."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from autograder.course.load import find_course, load_course
from autograder.errors import CourseError, Problem, UsageError

ROOT = Path(__file__).parents[2]

GOOD = (Path(__file__).parent / "tiny.yml").read_text("utf-8")
SLIPS = YAML(typ="safe").load(Path(__file__).parent / "slips.yml")


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "course.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems_of(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(CourseError) as caught:
        load_course(write(folder, text))
    return caught.value.problems


def changed(*pairs: tuple[str, str]) -> str:
    text = GOOD
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_the_committed_course_loads():
    course = load_course(ROOT / "course.yml")
    assert [assignment.points for assignment in course.assignments] == [100, 100]


def test_a_good_file_loads_with_exact_points_and_moments(tmp_path):
    assignment = load_course(write(tmp_path, GOOD)).assignment("one")
    assert assignment.questions[0].points == Fraction(5, 2)
    assert assignment.due == datetime(2026, 10, 1, 21, 59, tzinfo=UTC)
    assert assignment.due_for("ada") == datetime(2026, 10, 3, 21, 59, tzinfo=UTC)
    assert assignment.due_for("bob") == assignment.due


@pytest.mark.parametrize("text", [GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD, "---\n" + GOOD + "...\n"])
def test_line_ends_byte_order_mark_and_document_markers_are_fine(tmp_path, text):
    assert load_course(write(tmp_path, text)).course == "tiny"


def test_decimal_points_are_summed_without_rounding(tmp_path):
    tenths = "".join(f"      - {{id: q{i}, title: Q, points: 0.1, functions: [f]}}\n" for i in range(3))
    text = GOOD[: GOOD.index("      - {id: f")].replace("points: 5", "points: 0.3") + tenths
    assert load_course(write(tmp_path, text)).assignment("one").points == Fraction(3, 10)


def test_a_student_number_may_be_a_key(tmp_path):
    text = changed(("      ada:", "      00123:"))
    assert list(load_course(write(tmp_path, text)).assignments[0].extensions) == ["00123"]


def test_an_assignment_overrides_single_keys_of_a_policy(tmp_path):
    text = changed(("    points: 5\n", "    points: 5\n    late: {cap_percent: 50}\n    limits: {call_seconds: 9}\n"))
    course = load_course(write(tmp_path, "limits: {cell_seconds: 20}\n" + text))
    late, limits = course.late_for(course.assignments[0]), course.limits_for(course.assignments[0])
    assert (late.percent_per_day, late.cap_percent) == (10, 50)
    assert (limits.call_seconds, limits.cell_seconds, limits.submission_seconds) == (9, 20, 180)


@pytest.mark.parametrize("case", SLIPS, ids=lambda case: case["slip"])
def test_one_slip_gives_exactly_its_problem(tmp_path, case):
    found = problems_of(tmp_path, changed((case["old"], case["new"])))
    assert found == (Problem(case["place"], case["line"], case["message"], case["remedy"]),)


def test_all_problems_are_listed_at_once_in_the_order_of_lines(tmp_path):
    text = changed(
        ("id: g", "id: f"),
        ("late_until: 2026-10-08", "late_until: 2026-09-08"),
        ("points: 5\n", "points: 6\n"),
        ("gap_min: 0.02", "gap_min: 2"),
        ("title: Tiny", "title:\ntitel: Tiny"),
    )
    assert [(problem.place, problem.line) for problem in problems_of(tmp_path, text)] == [
        ("$.title", 3),
        ("$.titel", 4),
        ("$.data.profiles['mnist-5k'].thresholds.gap_min", 16),
        ("$.assignments[0].points", 20),
        ("$.assignments[0].late_until", 22),
        ("$.assignments[0].questions[1].id", 27),
    ]


def test_two_assignments_need_slugs_of_their_own(tmp_path):
    again = GOOD[GOOD.index("  - slug: one") :]
    (problem,) = problems_of(tmp_path, GOOD + again)
    assert (problem.place, problem.line) == ("$.assignments[1].slug", 27)
    assert problem.message == "The slug `one` is used before, in line 17"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("late_until: 2026-10-08", "late_until: 2026-10-01"),
        ("ada: 2026-10-03", "ada: 2026-10-01"),
        ("gap_min: 0.02", "gap_min: 0.19"),
        ("title: Tiny", "title: Tiny\nlimits: {call_seconds: 180}"),
        ("without_activation_min: 0.8", "without_activation_min: 0"),
    ],
)
def test_values_at_their_very_bounds_are_fine(tmp_path, old, new):
    assert load_course(write(tmp_path, changed((old, new)))).course == "tiny"


def test_two_questions_may_name_the_same_function(tmp_path):
    assert load_course(write(tmp_path, changed((", manual: true", ", functions: [f]")))).course == "tiny"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "in what begins in line 2"),
        ("a: 1\n\tb: 2\n", 2, "not valid YAML"),
        ("a: b: c\n", 1, "not valid YAML"),
        ("a: 1\nb: 'open\n", 3, "not valid YAML"),
        ("a: 1\nb: \x01\n", 2, "not valid YAML"),
        (GOOD.encode("utf-16"), 1, "not UTF-8"),
        (b"a: 1\nb: \xe9\n", 2, "not UTF-8"),
        ("", 1, "The file is empty"),
        ("# nothing but a comment\n", 1, "The file is empty"),
        ("- a\n- b\n", 1, "A mapping of keys to values is wanted, not a list"),
        ("\nhello\n", 2, "A mapping of keys to values is wanted, not the text 'hello'"),
        ("a: " + "[" * 500_000, 1, "nested too deeply"),
        ("a: " + "{a: " * 100 + "1" + "}" * 100, 1, "nested too deeply"),
        ("- " * 100, 1, "nested too deeply"),
        ("a: [" + "1," * 120_000 + "]", 1, "holds too many values"),
        ("#" * 1_000_001, None, "larger than 1,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_course_is_refused_with_one_problem(tmp_path, text, line, message):
    (problem,) = problems_of(tmp_path, text)
    assert problem.line == line
    assert message in problem.message
    assert problem.remedy


def test_a_tab_gets_its_own_remedy(tmp_path):
    (problem,) = problems_of(tmp_path, "a: 1\nb:\n\t- x\n")
    assert (problem.line, problem.remedy) == (3, "Indent with spaces, never with tabs.")


def test_an_alias_bomb_is_refused_without_being_unfolded(tmp_path):
    text = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))
    found = problems_of(tmp_path, text)
    assert sum("alias" in problem.message for problem in found) == 118
    assert sum("anchor" in problem.message for problem in found) == 60


def test_an_alias_hides_no_other_problem_and_adds_no_echo(tmp_path):
    found = problems_of(
        tmp_path, changed(("title: Tiny", "title: &t Tiny"), ("title: One", "title: *t"), ("id: g", "id: f"))
    )
    assert [problem.place for problem in found] == [
        "$.title",
        "$.assignments[0].title",
        "$.assignments[0].questions[1].id",
    ]


@pytest.mark.parametrize("name", ["missing.yml", "no/such/folder.yml", "nul\0.yml", "x" * 300])
def test_a_name_without_a_file_is_a_course_error(tmp_path, name):
    with pytest.raises(CourseError, match=r"There is no such file|can't be read"):
        load_course(tmp_path / name)


def test_a_folder_is_a_course_error(tmp_path):
    with pytest.raises(CourseError, match=r"This is a folder @ \$\. Name the file in it"):
        load_course(tmp_path)


def test_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "course.yml")
    with pytest.raises(CourseError, match="no regular file"):
        load_course(tmp_path / "course.yml")


def test_the_error_names_the_file_and_counts_its_problems(tmp_path):
    path = write(tmp_path, changed(("title: Tiny", "title:")))
    with pytest.raises(CourseError) as caught:
        load_course(path)
    assert str(caught.value).startswith(f"{path} has 1 problem:\n  - Text is wanted, not nothing @ $.title, line 3. ")


def test_find_course_takes_the_nearest_file_upwards(tmp_path):
    inner = tmp_path / "course" / "solutions" / "one"
    inner.mkdir(parents=True)
    write(tmp_path, GOOD)
    nearest = write(tmp_path / "course", GOOD)
    assert find_course(inner) == nearest
    assert find_course(nearest) == nearest
    assert find_course(tmp_path) == tmp_path / "course.yml"


def test_find_course_says_what_to_do_where_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.course.load.COURSE_FILE", "no-such-course-anywhere.yml")
    with pytest.raises(UsageError, match="Run the command inside a course's folder"):
        find_course(tmp_path)
