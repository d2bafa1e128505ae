"""What was planned stands in Canvas at the end, once, whatever happens on the way."""

import pytest

from autograder.lms.pushing.failures import CanvasError
from autograder.lms.pushing.patience import Patience
from autograder.lms.pushing.planning import Choices
from autograder.lms.pushing.preparing import prepare
from autograder.lms.pushing.sending import Sending

DROPS = [{"drop": "before"}, {"drop": "after"}, {"status": 502, "body": "Bad gateway"}, {"status": 200, "body": "[]"}]


@pytest.fixture
def push(site, course, clock):
    """Push grades; returns the plan that it had."""

    def run(grades, patience=None, **choices):
        plan, everybody = prepare(
            site,
            grades,
            number="34",
            ours=course.assignment("activations").model_copy(update={"title": "Activations"}),
            roster=None,
            open_pseudonyms=None,
            choices=Choices(**choices),
            tell=lambda: None,
        )
        told = []
        Sending(site, plan, everybody, clock.clock, patience or Patience()).run(told.append)
        assert sum(told) == len(plan.changes)
        return plan

    return run


@pytest.fixture
def grades(canvas, grade_of):
    """Three students, in Canvas and graded."""
    for user, login in ((101, "anna"), (102, "ben"), (103, "chen")):
        canvas.enrol(user, login_id=login)
    return {name: grade_of(name, points) for name, points in (("anna", 90), ("ben", "66.67"), ("chen", 0))}


def standing(canvas):
    return {user: one["entered_score"] for user, one in canvas.submissions.items()}


def comments(canvas):
    return [len(canvas.comments(user)) for user in canvas.submissions]


def test_grades_and_comments_arrive(canvas, push, grades):
    push(grades)
    assert standing(canvas) == {101: 90, 102: 66.67, 103: 0}
    assert "Activations: 90 of 100 points" in canvas.comments(101)[0]


def test_second_push_sends_nothing(canvas, push, grades):
    push(grades)
    plan = push(grades)
    assert (plan.changes, plan.unchanged, len(canvas.updates)) == ((), ("anna", "ben", "chen"), 1)


def test_second_push_sends_nothing_though_canvas_takes_points_off(canvas, push, grades):
    canvas.deducts = 5
    push(grades)
    plan = push(grades)
    assert (plan.changes, canvas.submissions[101]["score"]) == ((), 85)


def test_only_what_changed_is_sent(canvas, push, grades, grade_of):
    push(grades)
    push(grades | {"ben": grade_of("ben", 70)})
    assert list(canvas.updates[1]) == [102]


def test_class_is_sent_in_batches(canvas, push, grade_of):
    canvas.page_size = 100
    for user in range(1001, 1251):
        canvas.enrol(user, login_id=f"s{user}")
    push({f"s{user}": grade_of(f"s{user}", user % 100) for user in range(1001, 1251)})
    assert [len(update) for update in canvas.updates] == [100, 100, 50]
    assert all(count == 1 for count in comments(canvas))


def test_without_comments_only_grades_are_sent(canvas, push, grades):
    push(grades, comments=False)
    assert comments(canvas) == [0, 0, 0]


def test_throttled_update_is_sent_once_in_the_end(canvas, push, grades, fault):
    canvas.fail("POST", "update_grades", *[fault(403, "403 Forbidden (Rate Limit Exceeded)")] * 2)
    push(grades)
    assert (len(canvas.updates), comments(canvas)) == (1, [1, 1, 1])


def test_throttled_update_needs_no_look_at_what_stands(canvas, push, grades, fault):
    canvas.fail("POST", "update_grades", fault(429))
    push(grades)
    assert canvas.counted("GET", "/submissions?") == 4  # two pages before, two after


@pytest.mark.parametrize("trouble", DROPS)
def test_update_without_a_reply_arrives_once(canvas, push, grades, fault, trouble):
    canvas.fail("POST", "update_grades", fault(**trouble))
    push(grades)
    assert standing(canvas) == {101: 90, 102: 66.67, 103: 0}
    assert comments(canvas) == [1, 1, 1]


def test_lost_reply_of_a_slow_canvas_brings_no_comment_twice(canvas, push, grades, fault):
    canvas.reads_before_work = 6
    canvas.fail("POST", "update_grades", fault(drop="after"))
    push(grades)
    assert (len(canvas.updates), comments(canvas)) == (1, [1, 1, 1])


def test_run_after_a_lost_reply_and_a_dead_canvas_sends_nothing_twice(canvas, push, grades, fault):
    canvas.fail("POST", "update_grades", fault(drop="after"))
    original = canvas.read_submissions
    reads = []

    def dying():
        reads.append(1)
        if len(reads) > 2:  # the two pages of the first reading
            canvas.fail("GET", "/submissions", *[fault(503)] * 50)
        return original()

    canvas.read_submissions = dying
    with pytest.raises(CanvasError, match="could not be found out"):
        push(grades)
    canvas.read_submissions = original
    canvas._faults.clear()
    assert (push(grades).changes, comments(canvas)) == ((), [1, 1, 1])


def test_update_that_never_gets_through_is_an_error(canvas, push, grades, fault):
    canvas.fail("POST", "update_grades", *[fault(drop="before")] * 9)
    with pytest.raises(CanvasError, match=r"0 of 3 grades sent; not sent: anna, ben, chen\..*safe to run"):
        push(grades)
    assert canvas.counted("POST") == 3


def test_failed_progress_names_who_is_missing(canvas, push, grades):
    original = canvas.start_update

    def start(pairs):
        del canvas.submissions[102]  # leaves the course between reading and sending
        return original(pairs)

    canvas.start_update = start
    with pytest.raises(CanvasError, match=r"failed to carry out 1 request\. 2 of 3 grades sent; not sent: ben\."):
        push(grades)
    assert standing(canvas) == {101: 90, 103: 0}


def test_failed_batch_does_not_keep_the_others_from_being_sent(canvas, push, grade_of):
    canvas.page_size = 100
    for user in range(1001, 1151):
        canvas.enrol(user, login_id=f"s{user}")
    original = canvas.start_update

    def start(pairs):
        canvas.submissions.pop(1001, None)
        return original(pairs)

    canvas.start_update = start
    with pytest.raises(CanvasError, match="149 of 150 grades sent; not sent: s1001"):
        push({f"s{user}": grade_of(f"s{user}", 50) for user in range(1001, 1151)})


def test_progress_is_polled_more_and_more_slowly(canvas, push, grades, clock):
    canvas.states = ["queued"] * 5 + ["running", "completed"]
    push(grades)
    assert clock.slept == [0.5, 1, 2, 4, 8, 10]


def test_progress_without_end_is_given_up(canvas, push, grades):
    canvas.states = ["queued"]
    with pytest.raises(CanvasError, match="not finished after 30 minutes"):
        push(grades)


def test_grade_that_canvas_silently_drops_is_an_error(canvas, push, grades):
    canvas._points = lambda _posted: 0.0
    with pytest.raises(CanvasError, match=r"not all of them stand there.*1 of 3 grades sent; not sent: anna, ben"):
        push(grades)


def test_percentages_come_out_as_the_same_points(canvas, push, grades):
    canvas.assignments[0] |= {"grading_type": "letter_grade", "points_possible": 30.0}
    push(grades)
    assert push(grades).changes == ()
    assert [round(one, 2) for one in standing(canvas).values()] == [27, 20, 0]


def test_excused_student_stays_excused(canvas, push, grades):
    canvas.submissions[101]["excused"] = True
    push(grades, overwrite=True)
    assert canvas.submissions[101]["excused"] is True
    assert list(canvas.updates[0]) == [102, 103]


def test_forged_comment_of_a_student_changes_nothing(canvas, push, grades, grade_of):
    push(grades)
    genuine = canvas.comments(101)[0]
    canvas.enter(102, 99.0)
    canvas.comment(102, 102, genuine.replace("activations 90 ", "activations 99 "))
    plan = push(grades | {"ben": grade_of("ben", 70)})
    assert [one.student for one in plan.held] == ["ben"]
