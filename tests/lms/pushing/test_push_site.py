"""What Canvas says is read page by page, patiently, and every refusal says what to do."""

import json
import logging
import ssl
from fractions import Fraction

import pytest
import requests

from autograder.errors import UsageError
from autograder.lms.pushing.failures import CanvasError
from autograder.lms.pushing.patience import Patience
from autograder.lms.pushing.quiet_log import no_bodies_logged
from autograder.lms.pushing.site import CanvasSite


@pytest.fixture
def assignment(site):
    return site.assignment("34")


@pytest.fixture
def quick():
    return Patience(connect_seconds=0.2, read_seconds=0.2, tries=2)


def site_at(origin, clock, patience, token="7~x"):  # noqa: S107 - a made-up one
    return CanvasSite(origin, token, "12", clock.clock, patience)


def test_all_pages_are_read(canvas, site):
    for user in range(101, 108):
        canvas.enrol(user)
    assert [one.user_id for one in site.students()] == [str(user) for user in range(101, 108)]
    assert canvas.counted("GET", "/users") == 4


def test_standing_has_the_score_before_canvas_own_deduction(canvas, site, assignment):
    canvas.enrol(101)
    canvas.enter(101, 70.5, entered_score=80.5, points_deducted=10.0)
    standing = site.standings(assignment)["101"]
    assert (standing.score, standing.deducted) == (Fraction("80.5"), True)


def test_comments_are_put_into_the_order_of_their_writing(canvas, site, assignment):
    canvas.enrol(101)
    for text in ("first", "second", "third"):
        canvas.comment(101, 9, text)
    assert [one.text for one in site.standings(assignment)["101"].comments] == ["first", "second", "third"]


def test_grade_of_the_rule_for_missing_work_is_told_from_an_entered_one(canvas, site, assignment):
    canvas.enrol(101)
    canvas.enrol(102)
    canvas.enter(101, 0, missing=True, grader_id=None)
    canvas.enter(102, 0, missing=True)
    assert [one.automatic for one in site.standings(assignment).values()] == [True, False]


def test_hidden_user_ids_are_refused(canvas, site, assignment):
    canvas.enrol(101)
    del canvas.submissions[101]["user_id"]
    with pytest.raises(UsageError, match="anonymously"):
        site.standings(assignment)


@pytest.mark.parametrize(
    "answer", [(403, "403 Forbidden (Rate Limit Exceeded)"), (403, "rate limit exceeded\n"), (429, "Too Many Requests")]
)
def test_throttled_read_waits_and_goes_on(canvas, site, fault, clock, answer):
    canvas.enrol(101)
    canvas.fail("GET", "/users", *[fault(*answer)] * 3)
    assert len(list(site.students())) == 1
    assert [round(pause) <= most for pause, most in zip(clock.slept, (1, 2, 4), strict=True)] == [True] * 3


def test_pause_that_canvas_asks_for_is_kept(canvas, site, fault, clock):
    canvas.fail("GET", "/courses/12", fault(429, "", {"Retry-After": "42"}))
    site.check_course()
    assert clock.slept == [42]


def test_pause_of_an_hour_is_not_waited_for(canvas, site, fault, clock):
    canvas.fail("GET", "/courses/12", fault(429, "", {"Retry-After": "3600"}))
    with pytest.raises(CanvasError, match="3600 seconds"):
        site.check_course()
    assert not clock.slept


def test_throttling_without_end_is_given_up(canvas, site, fault):
    canvas.fail("GET", "/courses/12", *[fault(403, "403 Forbidden (Rate Limit Exceeded)")] * 99)
    with pytest.raises(CanvasError, match="throttles these requests, also after 7 tries"):
        site.check_course()


def test_low_quota_slows_down(canvas, site, fault, clock):
    canvas.fail("GET", "/courses/12", fault(200, "{}", {"X-Rate-Limit-Remaining": "50.0"}))
    site.check_course()
    assert clock.slept == [10]


@pytest.mark.parametrize("trouble", [{"status": 500}, {"status": 502, "body": "<html>"}, {"drop": "before"}])
def test_failing_read_is_tried_again(canvas, site, fault, trouble):
    canvas.enrol(101)
    canvas.fail("GET", "/users", *[fault(**trouble)] * 2)
    assert len(list(site.students())) == 1


def test_truncated_answer_is_tried_again(canvas, site, fault):
    canvas.fail("GET", "/courses/12", fault(200, '{"id": 12', {"Content-Length": "9000"}))
    site.check_course()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((401, "hush", {"WWW-Authenticate": 'Bearer realm="canvas-lms"'}), "expired"),
        ((401, '{"errors": [{"message": "hush"}]}'), "lacks the permission"),
        ((403, '{"errors": [{"message": "hush"}]}'), "does not permit"),
        ((404, '{"errors": [{"message": "hush"}]}'), "--canvas-course"),
        ((302, "", {"Location": "/login?state=hush"}), "Canvas wants a login"),
        ((301, "", {"Location": "https://other.example.edu/api?hush"}), "https://other.example.edu instead"),
    ],
)
def test_refusal_says_what_to_do(canvas, site, fault, answer, said):
    canvas.fail("GET", "/courses/12", fault(*answer))
    with pytest.raises(UsageError, match=said) as caught:
        site.check_course()
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("status", [400, 409, 422])
def test_other_refusal_is_no_mistake_of_the_user(canvas, site, fault, status):
    canvas.fail("GET", "/courses/12", fault(status, "hush"))
    with pytest.raises(CanvasError, match=f"status {status}"):
        site.check_course()


def test_unknown_assignment_is_named(site):
    with pytest.raises(UsageError, match="--canvas-assignment"):
        site.assignment("35")


def test_wrong_token_is_told(canvas, clock, patience):
    site = site_at(canvas.origin, clock, patience, "7~wrong")
    with pytest.raises(UsageError, match="CANVAS_TOKEN"):
        site.check_course()
    site.close()


@pytest.mark.parametrize("body", ["<html>Log in</html>", "", "[1, 2"])
def test_answer_that_is_no_json_is_told(canvas, site, fault, body):
    canvas.fail("GET", "/courses/12", fault(200, body))
    with pytest.raises(CanvasError, match="not JSON"):
        site.check_course()


@pytest.mark.parametrize("body", ['{"message": "hello"}', "[1, 2]", "null", '"text"', "[[]]"])
def test_list_of_another_shape_is_told(canvas, site, fault, body):
    canvas.fail("GET", "/users", fault(200, body))
    with pytest.raises(CanvasError, match="not what Canvas answers"):
        list(site.students())


def test_object_of_another_shape_is_told(canvas, site, fault):
    canvas.fail("GET", "/courses/12", fault(200, "[]"))
    with pytest.raises(CanvasError, match="not what Canvas answers"):
        site.check_course()


def test_points_that_are_no_number_are_told(canvas, site, fault):
    canvas.fail("GET", "/assignments/34", fault(200, json.dumps({"id": 34, "points_possible": float("nan")})))
    with pytest.raises(CanvasError, match="not a number"):
        site.assignment("34")


def test_next_page_elsewhere_is_not_followed(canvas, site, fault):
    canvas.fail("GET", "/users", fault(200, "[]", {"Link": '<https://evil.example.edu/api/v1/x>; rel="next"'}))
    with pytest.raises(UsageError, match=r"https://evil\.example\.edu"):
        list(site.students())


def test_refused_connection_is_told(clock, quick):
    site = site_at("http://127.0.0.1:9", clock, quick)
    with pytest.raises(CanvasError, match="can't be reached or breaks off, also after 2 tries"):
        site.check_course()
    site.close()


def test_silence_is_told(canvas, clock, quick, fault):
    canvas.fail("GET", "/courses/12", *[fault(drop="silence")] * 2)
    site = site_at(canvas.origin, clock, quick)
    with pytest.raises(CanvasError, match="does not answer in time"):
        site.check_course()
    site.close()


def test_untrusted_certificate_is_told(site, monkeypatch):
    def untrusted(*_args, **_kwargs):
        raise requests.exceptions.SSLError(ssl.SSLError("self-signed"))

    monkeypatch.setattr(requests.Session, "request", untrusted)
    with pytest.raises(CanvasError, match="REQUESTS_CA_BUNDLE"):
        site.check_course()


def test_proxy_of_the_environment_gets_nothing_that_is_for_this_machine(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    site.check_course()


def test_login_of_a_netrc_file_does_not_replace_the_token(site, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password hush\n")
    monkeypatch.setenv("NETRC", str(netrc))
    site.check_course()


def test_logs_hold_neither_token_nor_people(canvas, site, assignment, token, caplog):
    canvas.enrol(101, email="anna@example.edu")
    canvas.comment(101, 9, "A comment")
    caplog.set_level(logging.DEBUG)
    with no_bodies_logged():
        list(site.students())
        site.standings(assignment)
        site.update(assignment, {"101": {"posted_grade": "5", "text_comment": "Another comment"}})
    assert "update_grades" in caplog.text
    for secret in (token, token[-4:], "anna@example.edu", "Name of 101", "omment\n", "A comment", "Another"):
        assert secret not in caplog.text


def test_logging_is_as_before_afterwards():
    logger = logging.getLogger("canvasapi.requester")
    before = list(logger.filters)
    with no_bodies_logged():
        assert logger.filters != before
    assert logger.filters == before


def test_token_is_in_no_traceback_and_no_representation(site, token):
    assert token not in repr(vars(site)) + repr(vars(site._session)) + repr(vars(site._requester))
