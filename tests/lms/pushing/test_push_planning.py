"""A plan holds what differs from what stands in Canvas, and nothing else."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.grades import Grade
from autograder.lms.pushing.planning import Choices, Target, grade_data, make_plan
from autograder.lms.pushing.site import CanvasAssignment, Comment, Standing

SILENT = Choices(comments=False)


def assignment(points=100, kind="points", **more):
    settings = {"published": True, "anonymous": False, "graded_by_group": False} | more
    return CanvasAssignment("12", "34", "Activations", None if points is None else Fraction(points), kind, **settings)


def plan_for(grade, standing, choices=SILENT, there=None):
    standings = {} if standing is None else {"101": standing}
    target = Target(there or assignment(), "Activations", {"q2"}, {"101"})
    return make_plan({grade.student: grade}, {grade.student: "101"}, standings, target, choices)


def score(points):
    return Standing(None if points is None else Fraction(points))


def test_first_grade_is_sent(grade_of):
    (change,) = plan_for(grade_of("anna", "87.5"), score(None)).changes
    assert (change.user_id, change.before, change.points, change.overwrites) == ("101", None, Fraction("87.5"), False)


@pytest.mark.parametrize("stands", ["66.67", "66.6666666667", "66.670000000001"])
def test_grade_that_stands_to_two_decimals_is_not_sent(grade_of, stands):
    plan = plan_for(grade_of("anna", Fraction(200, 3)), score(stands))
    assert (plan.changes, plan.unchanged) == ((), ("anna",))


def test_zero_is_a_grade(grade_of):
    assert plan_for(grade_of("anna", 0), score(None)).changes[0].points == 0


def test_grade_entered_by_somebody_else_is_held_back(grade_of):
    plan = plan_for(grade_of("anna", 80), score(75))
    assert [(one.before, one.points, one.overwrites) for one in plan.held] == [(75, 80, True)]
    assert not plan.changes


def test_held_grade_is_sent_on_demand(grade_of):
    (change,) = plan_for(grade_of("anna", 80), score(75), Choices(comments=False, overwrite=True)).changes
    assert change.overwrites


def test_grade_of_our_last_push_is_replaced(grade_of):
    first = plan_for(grade_of("anna", 75), score(None), Choices()).changes[0]
    after = Standing(Fraction(75), comments=(Comment("9", first.comment),))
    (change,) = plan_for(grade_of("anna", 80), after, Choices()).changes
    assert (change.points, change.overwrites, "80 of 100" in change.comment) == (80, False, True)


def test_grade_changed_by_hand_since_our_last_push_is_held_back_with_its_comment(grade_of):
    first = plan_for(grade_of("anna", 75), score(None), Choices()).changes[0]
    after = Standing(Fraction(99), comments=(Comment("9", first.comment),))
    plan = plan_for(grade_of("anna", 80), after, Choices())
    assert (len(plan.held), plan.changes) == (1, ())


def test_grade_of_the_rule_for_missing_work_is_replaced(grade_of):
    assert len(plan_for(grade_of("anna", 80), Standing(Fraction(0), automatic=True)).changes) == 1


def test_missing_comment_alone_is_sent_without_the_grade(grade_of):
    (change,) = plan_for(grade_of("anna", 80), score(80), Choices()).changes
    assert list(grade_data(assignment(), [change])["101"]) == ["text_comment"]


def test_excused_student_is_left_alone(grade_of):
    plan = plan_for(grade_of("anna", 80), Standing(None, excused=True), Choices(overwrite=True))
    assert (plan.changes, plan.held, plan.excused) == ((), (), ("anna",))


def test_student_without_the_assignment_is_left_out(grade_of):
    assert "not assigned" in plan_for(grade_of("anna", 80), None).left_out[0].reason


def test_grade_that_can_t_be_relied_on_is_left_out_with_its_reason(grade_of):
    plan = plan_for(grade_of("anna", 80, problem="There are several submissions."), score(None))
    assert (plan.changes, [one.reason for one in plan.left_out]) == ((), ["There are several submissions."])


def test_grade_out_of_no_points_is_left_out(grade_of):
    assert len(plan_for(grade_of("anna", points=0), score(None)).left_out) == 1


@pytest.mark.parametrize(("complete_only", "sent"), [(False, 1), (True, 0)])
def test_grade_that_waits_for_a_person_is_sent_unless_only_complete_ones_are(grade_of, complete_only, sent):
    plan = plan_for(grade_of("anna", 40, None), score(None), Choices(comments=False, complete_only=complete_only))
    assert (len(plan.changes), len(plan.left_out)) == (sent, 1 - sent)


def test_grade_in_which_grading_itself_failed_is_left_out(grade_of):
    (left_out,) = plan_for(grade_of("anna", None, 40), score(None)).left_out
    assert left_out.reason.startswith("grading failed in q1")


def test_grades_that_wait_are_noted(grade_of):
    assert "--complete-only" in plan_for(grade_of("anna", 40, None), score(None)).notes[0]


def test_points_are_scaled_exactly_and_that_is_said(grade_of):
    plan = plan_for(grade_of("anna", Fraction(200, 3)), score(None), there=assignment("50"))
    assert plan.changes[0].points == Fraction("33.33")
    assert "scaled" in plan.notes[0]


@given(st.fractions(0, 100), st.integers(10, 100_000))
def test_full_points_are_sent_for_a_full_grade_only(earned, hundredths):
    worth = Fraction(hundredths, 100)
    grade = Grade("anna", "activations", Fraction(100), earned, Fraction(0), earned, ())
    sent = plan_for(grade, score(None), there=assignment(worth)).changes[0].points
    assert (sent == worth) == (earned == 100)
    assert abs(sent - earned * worth / 100) <= Fraction(1, 100)


@given(st.fractions(0, 100), st.integers(1, 100_000))
def test_what_was_sent_is_not_sent_again(earned, hundredths):
    grade = Grade("anna", "activations", Fraction(100), earned, Fraction(0), earned, ())
    there = assignment(Fraction(hundredths, 100))
    first = plan_for(grade, score(None), Choices(), there).changes[0]
    stands = Standing(Fraction(str(float(first.points))), comments=(Comment("9", first.comment),))
    assert plan_for(grade, stands, Choices(), there).unchanged == ("anna",)


@pytest.mark.parametrize("kind", ["percent", "letter_grade", "gpa_scale"])
def test_schemes_get_a_percentage(grade_of, kind):
    there = assignment(40, kind)
    (change,) = plan_for(grade_of("anna", 50), score(None), there=there).changes
    assert grade_data(there, [change]) == {"101": {"posted_grade": "50%"}}


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (assignment(kind="pass_fail"), "no points but pass_fail"),
        (assignment(kind="not_graded"), "no points but not_graded"),
        (assignment(None), "worth no points"),
        (assignment(0), "worth no points"),
        (assignment(published=False), "not published"),
        (assignment(anonymous=True), "anonymously"),
    ],
)
def test_assignment_that_can_t_take_points_is_refused(grade_of, there, said):
    with pytest.raises(UsageError, match=said):
        plan_for(grade_of("anna", 50), score(None), there=there)


def test_late_policy_of_canvas_is_noted(grade_of):
    plan = plan_for(grade_of("anna", 80), Standing(Fraction(80), deducted=True))
    assert "late policy" in plan.notes[0]


def test_grading_by_group_is_noted(grade_of):
    assert "group" in plan_for(grade_of("anna", 80), score(80), there=assignment(graded_by_group=True)).notes[0]
