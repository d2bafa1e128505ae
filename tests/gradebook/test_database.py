"""The gradebook is nbgrader's own, found where nbgrader finds it, and its troubles are explained."""

from datetime import datetime, timedelta, timezone

import pytest

from autograder.errors import UsageError
from autograder.gradebook.assignments import ensure_assignment
from autograder.gradebook.database import configured_url, default_url, exists, open_gradebook

SLUG = "activations"


def test_the_url_is_the_one_of_nbgraders_config(tmp_path):
    assert configured_url(tmp_path) == f"sqlite:///{tmp_path}/gradebook.db"
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.db_url = 'sqlite:////x.db'\n")
    assert configured_url(tmp_path) == "sqlite:////x.db"


def test_a_variable_names_another(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_GRADEBOOK", "postgresql+psycopg://server/grades")
    assert default_url(tmp_path) == "postgresql+psycopg://server/grades"
    assert exists(default_url(tmp_path))


def test_a_broken_config_is_named(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = nothing\n")
    with pytest.raises(UsageError, match=r"nbgrader_config\.py can't be run \(NameError"):
        configured_url(tmp_path)


def test_a_gradebook_that_cannot_be_reached_is_explained_without_its_password():
    with (
        pytest.raises(UsageError, match="can't be used") as caught,
        open_gradebook("postgresql+psycopg://grader:geheim@127.0.0.1:1/grades", "course"),
    ):
        pass
    assert "geheim" not in str(caught.value)


def test_a_file_that_is_no_database_is_explained(tmp_path):
    (tmp_path / "gradebook.db").write_text("not a database, but long enough to be looked at by SQLite" * 20)
    with (
        pytest.raises(UsageError, match="file is not a database"),
        open_gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", "course"),
    ):
        pass


@pytest.mark.parametrize("url", ["grades", "nosuch://x"])
def test_a_url_that_is_none_is_explained(url):
    with pytest.raises(UsageError, match=r"none that SQLAlchemy knows|needs a driver"), open_gradebook(url, "course"):
        pass


def test_a_changed_release_is_told_to_the_gradebook_until_there_are_submissions(book, make_record, release, assignment):
    fewer = {**release, "cells": release["cells"][:-2]}
    with book.opened() as gradebook:
        ensure_assignment(gradebook, book.url, assignment, fewer)
        ensure_assignment(gradebook, book.url, assignment, release)
    book.keep(make_record("ada"))
    with book.opened() as gradebook, pytest.raises(UsageError, match="has other cells than the gradebook"):
        ensure_assignment(
            gradebook, book.url, assignment, {**release, "cells": [c for c in release["cells"] if not _is_tanh(c)]}
        )


def test_the_due_date_follows_course_yml(book, assignment):
    dated = assignment.model_copy(update={"due": datetime(2026, 10, 1, 23, 59, tzinfo=timezone(timedelta(hours=2)))})
    with book.opened(dated) as gradebook:
        assert str(gradebook.find_assignment(SLUG).duedate) == "2026-10-01 21:59:00"


def _is_tanh(cell):
    return "tanh" in cell["metadata"].get("nbgrader", {}).get("grade_id", "")
