"""How nbgrader's own commands find this course and its grader; policy stands in course.yml."""

from pathlib import Path

try:
    from autograder.nbgrader_plugin import configure
except ImportError as error:  # of which nbgrader would make a remark, and go on to run submissions in kernels
    remedy = "Run `make setup`, then .venv/bin/nbgrader."
    raise SystemExit(f"error: autograder can't be imported here ({error}). {remedy}") from error

c = get_config()  # noqa: F821 - nbgrader provides it when it runs this file

configure(c, Path(__file__).parent)
