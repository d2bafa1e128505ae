"""The address, the ids and the token are checked before anything is sent."""

import pytest

from autograder.errors import UsageError
from autograder.lms.pushing import address


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://canvas.example.edu", "https://canvas.example.edu"),
        (" https://canvas.example.edu/ ", "https://canvas.example.edu"),
        ("https://Canvas.Example.edu:8443/api/v1/", "https://canvas.example.edu:8443"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1", "http://127.0.0.1"),
        ("http://[::1]:80", "http://[::1]:80"),
    ],
)
def test_address_is_reduced_to_its_origin(given, origin):
    assert address.canvas_address(given) == origin


@pytest.mark.parametrize(
    "given",
    [
        "",
        "canvas.example.edu",
        "ftp://canvas.example.edu",
        "http://canvas.example.edu",
        "http://localhost.example.edu",
        "http://127.0.0.1.example.edu",
        "http://169.254.169.254",
        "https://",
        "https://[::1",
        "https://canvas.example.edu:port",
        "https://canvas.example.edu/courses/12",
        "https://canvas.example.edu/?x=1",
        "https://canvas.example.edu#x",
        "https://can vas.example.edu",
        "https://canvas\\@evil.example.edu",
    ],
)
def test_other_addresses_are_refused(given):
    with pytest.raises(UsageError, match="--url"):
        address.canvas_address(given)


@pytest.mark.parametrize(
    "given", ["https://me:hush@canvas.example.edu", "https://canvas.example.edu/?access_token=hush"]
)
def test_refusal_does_not_repeat_what_may_be_secret(given):
    with pytest.raises(UsageError) as caught:
        address.canvas_address(given)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("given", ["", "12/../13", "12?x=1", "-1", "١٢", "sis_course_id:a/b", "activations"])
def test_course_that_is_no_id_is_refused(given):
    with pytest.raises(UsageError, match="course"):
        address.course_id(given)


def test_course_may_be_named_by_its_sis_id():
    assert address.course_id("sis_course_id:MATH-1.2") == "sis_course_id:MATH-1.2"


def test_assignment_that_is_no_number_is_refused():
    with pytest.raises(UsageError, match="assignment"):
        address.assignment_id("34/submissions")


def test_token_is_taken_from_the_environment_without_white_space():
    assert address.access_token({"CANVAS_TOKEN": " 7~abc\n"}) == "7~abc"


@pytest.mark.parametrize("environment", [{}, {"CANVAS_TOKEN": "  "}])
def test_missing_token_is_told_with_the_remedy(environment):
    with pytest.raises(UsageError, match="New Access Token"):
        address.access_token(environment)


@pytest.mark.parametrize("token", ["hush\r\nX-Header: 1", "hush hush", "hush\u200b", "ハッシュhush"])
def test_token_that_no_header_can_carry_is_refused_without_repeating_it(token):
    with pytest.raises(UsageError) as caught:
        address.access_token({"CANVAS_TOKEN": token})
    assert "hush" not in str(caught.value)
