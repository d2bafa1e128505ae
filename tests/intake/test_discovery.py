import os
import pickle
import tracemalloc
from datetime import UTC, datetime

import pytest

from autograder.errors import UsageError
from autograder.intake.discovery import MAX_PROBLEMS, discover


def loaded(intake):
    return {(entry.student, entry.assignment): entry.load() for entry in intake.entries}


def only(intake):
    (entry,) = intake.entries
    return entry


def test_discover_takes_one_notebook_with_its_stem_as_student(put, course, activations):
    folder = put({"anna.ipynb": activations})
    submission = only(discover([folder / "anna.ipynb"], course)).load()
    assert (submission.student, submission.folder, submission.assignment) == ("anna", "anna", "activations")
    assert submission.content == activations
    assert submission.origin == str(folder / "anna.ipynb")
    assert submission.problem == ""


def test_discover_takes_every_notebook_of_a_folder(put, course, activations, mnist):
    folder = put({"anna.ipynb": activations, "ben.IPYNB": mnist})
    assert set(loaded(discover([folder], course))) == {("anna", "activations"), ("ben", "mnist")}


def test_discover_takes_nbgraders_tree_with_its_timestamps(put, course, activations, mnist):
    folder = put(
        {
            "anna/activations/activations.ipynb": activations,
            "anna/activations/timestamp.txt": b"2015-02-02 15:58:23.948203 America/Los_Angeles",
            "anna/mnist/mnist.ipynb": mnist,
            "ben/activations/activations.ipynb": activations,
        }
    )
    intake = discover([folder], course)
    found = loaded(intake)
    assert set(found) == {("anna", "activations"), ("anna", "mnist"), ("ben", "activations")}
    assert found["anna", "activations"].submitted_at == datetime(2015, 2, 2, 23, 58, 23, 948203, tzinfo=UTC)
    assert found["ben", "activations"].submitted_at is None
    assert intake.problems == ()


def test_discover_notes_a_timestamp_that_names_no_moment(put, course, activations):
    folder = put({"anna/activations/a.ipynb": activations, "anna/activations/timestamp.txt": b"yesterday"})
    intake = discover([folder], course)
    assert only(intake).submitted_at is None
    assert "timestamp.txt names no moment" in intake.problems[0]


def test_discover_never_takes_the_date_of_a_file(put, course, activations):
    assert only(discover([put({"anna.ipynb": activations})], course)).submitted_at is None


@pytest.mark.parametrize(
    ("names", "counts"),
    [
        (["activations.ipynb", "draft.ipynb"], "activations.ipynb"),
        (["my homework (1).ipynb"], "my homework (1).ipynb"),
        (["a.ipynb", ".ipynb_checkpoints/a-checkpoint.ipynb", "._a.ipynb", ".~a.ipynb"], "a.ipynb"),
    ],
)
def test_discover_chooses_the_notebook_named_after_the_assignment_or_the_only_one(
    put, course, activations, names, counts
):
    folder = put({f"anna/activations/{name}": activations for name in names})
    assert only(discover([folder], course)).origin.endswith(f"/{counts}")


def test_discover_names_the_notebooks_when_several_may_count(put, course, activations):
    folder = put({"anna/activations/x.ipynb": activations, "anna/activations/y.ipynb": activations})
    submission = only(discover([folder], course)).load()
    assert submission.content == b""
    assert "x.ipynb, y.ipynb" in submission.problem
    assert "activations.ipynb" in submission.problem


def test_discover_reports_a_submission_folder_without_a_notebook(put, course, activations):
    folder = put({"anna/activations/a.ipynb": activations, "ben/activations/work.pdf": b"%PDF"})
    (folder / "eve/activations").mkdir(parents=True)
    found = loaded(discover([folder], course))
    assert "no notebook" in found["ben", "activations"].problem
    assert "work.pdf" in found["ben", "activations"].problem
    assert "empty" in found["eve", "activations"].problem
    assert found["anna", "activations"].problem == ""


@pytest.mark.parametrize(
    "name", ["activations/anna.ipynb", "anna/work.ipynb", "anna/hw1/work.ipynb", "activations/anna/work.ipynb"]
)
def test_discover_reads_the_sorted_forms(put, course, activations, name):
    folder = put({name: activations, name.replace("anna", "ben"): activations})
    assert set(loaded(discover([folder], course))) == {("anna", "activations"), ("ben", "activations")}


def test_discover_takes_a_students_own_folder_of_an_nbgrader_tree(put, course, activations, mnist):
    folder = put({"activations/activations.ipynb": activations, "mnist/mnist.ipynb": mnist}, root="anna")
    assert set(loaded(discover([folder], course))) == {("anna", "activations"), ("anna", "mnist")}


def test_discover_takes_several_notebooks_named_after_assignments_in_a_students_folder(put, course, activations, mnist):
    folder = put({"anna/activations.ipynb": activations, "anna/mnist.ipynb": mnist, "ben/mnist.ipynb": mnist})
    assert set(loaded(discover([folder], course))) == {("anna", "activations"), ("anna", "mnist"), ("ben", "mnist")}


@pytest.mark.parametrize("wrapper", ["class", "download/class", "submitted"])
def test_discover_sees_through_wrapping_folders(put, course, activations, wrapper):
    flat = put({f"{wrapper}/anna.ipynb": activations, f"{wrapper}/ben.ipynb": activations}, root="flat")
    tree = put({f"{wrapper}/{name}/activations/a.ipynb": activations for name in ("anna", "ben")}, root="tree")
    expected = {("anna", "activations"), ("ben", "activations")}
    assert set(loaded(discover([flat], course))) == set(loaded(discover([tree], course))) == expected


def test_discover_ignores_plainly_other_files_silently_and_notes_the_rest(put, course, activations):
    names = ["timestamp.txt", "digits.npz", "grades.csv", "README.md", ".hidden"]
    odd = ["ben.ipynb.txt", "cleo.py", "dan.zip", "sub/eve.ipynb"]
    intake = discover([put({"anna.ipynb": activations} | dict.fromkeys(names + odd, b""))], course)
    assert len(intake.entries) == 1
    assert len(intake.problems) == len(odd)
    for name in odd:
        assert any(name in problem for problem in intake.problems)


def test_discover_caps_its_remarks(put, course, activations):
    folder = put({"anna.ipynb": activations} | {f"{n}.exe": b"" for n in range(MAX_PROBLEMS + 20)})
    problems = discover([folder], course).problems
    assert len(problems) == MAX_PROBLEMS + 1
    assert "20 more" in problems[-1]


def test_discover_refuses_what_can_not_be_graded_and_says_what_to_name(put, course, tmp_path):
    empty = put({"notes.md": b""})
    paths = [empty, tmp_path / "missing", put({"x.txt": b"text"}, root="other") / "x.txt", "a\0b"]
    with pytest.raises(UsageError) as caught:
        discover(paths, course)
    text = str(caught.value)
    assert f"There is no notebook in the folder {empty}" in text
    assert "missing can't be read (No such file or directory). Check the path." in text
    assert "x.txt is neither a notebook (.ipynb), a folder nor a zip archive" in text
    assert text.count("\n") == 3


def test_discover_refuses_no_path_and_an_unknown_assignment(put, course, activations):
    with pytest.raises(UsageError, match="No path"):
        discover([], course)
    with pytest.raises(UsageError, match="activations, mnist"):
        discover([put({"a.ipynb": activations})], course, "mnits")


def test_discover_with_an_assignment_takes_its_folders_only(put, course, activations, mnist):
    folder = put(
        {
            "anna/activations/a.ipynb": activations,
            "anna/mnist/m.ipynb": mnist,
            "anna/ps1/p.ipynb": mnist,
            "ben/hw1/a.ipynb": activations,
        }
    )
    intake = discover([folder], course, "activations")
    assert set(loaded(intake)) == {("anna", "activations"), ("ben", "activations")}
    assert "2 submissions of other assignments" in intake.problems[0]


def test_discover_with_an_assignment_refuses_a_tree_without_it(put, course, activations):
    with pytest.raises(UsageError, match="no submission of mnist"):
        discover([put({"anna/activations/a.ipynb": activations})], course, "mnist")


def test_discover_with_an_assignment_looks_into_no_notebook(put, course, mnist):
    assert only(discover([put({"anna.ipynb": mnist})], course, "activations")).assignment == "activations"


def test_discover_of_a_notebook_of_no_assignment_asks_for_one(put, course, activations, content):
    folder = put({"anna.ipynb": activations, "ben.ipynb": content("print(1)")})
    ben = next(entry for entry in discover([folder], course).entries if entry.student == "ben").load()
    assert "--assignment" in ben.problem
    assert ben.content == b""


@pytest.mark.parametrize(
    ("broken", "words"),
    [(b"", "empty"), (b"\x89PNG\r\n\x1a\n", "PNG image"), (b"x" * 50_001, "larger than 0.05 MB")],
)
def test_discover_files_the_unreadable_beside_the_others_with_the_real_reason(put, course, activations, broken, words):
    found = loaded(discover([put({"anna.ipynb": activations, "ben.ipynb": broken})], course))
    assert words in found["ben", "activations"].problem
    assert found["anna", "activations"].content == activations


def test_discover_files_the_unreadable_nowhere_when_the_others_disagree(put, course, activations, mnist):
    folder = put({"anna.ipynb": activations, "ben.ipynb": mnist, "eve.ipynb": b""})
    assert ("eve", "") in loaded(discover([folder], course))


def test_discover_keeps_both_of_two_submissions_in_folders_of_their_own(put, course, activations):
    one, two = put({"anna.ipynb": activations}, "one"), put({"anna.ipynb": activations}, "two")
    intake = discover([one, two], course)
    first, second = intake.entries
    assert first.student == second.student == "anna"
    assert first.folder == "anna"
    assert second.folder.startswith("anna-")
    assert (first.attempt, second.attempt) == (1, 1)
    (problem,) = intake.problems
    assert str(one) in problem
    assert str(two) in problem


def test_discover_numbers_attempts_whose_times_are_known(put, course, activations):
    early = {"anna/activations/a.ipynb": activations, "anna/activations/timestamp.txt": b"2026-01-01 10:00:00 UTC"}
    late = early | {"anna/activations/timestamp.txt": b"2026-01-01 10:00:00.5 UTC"}
    intake = discover([put(late, "late"), put(early, "early")], course)
    assert {entry.origin.split("/")[-4]: entry.attempt for entry in intake.entries} == {"early": 1, "late": 2}
    assert "attempts in this order" in intake.problems[0]


def test_discover_takes_two_assignments_of_one_student_as_no_conflict(put, course, activations, mnist):
    intake = discover([put({"anna.ipynb": activations}, "one"), put({"anna.ipynb": mnist}, "two")], course)
    assert {(entry.assignment, entry.folder) for entry in intake.entries} == {
        ("activations", "anna"),
        ("mnist", "anna"),
    }
    assert intake.problems == ()


def test_discover_takes_a_file_named_twice_once(put, course, activations, tmp_path):
    folder = put({"anna.ipynb": activations})
    (tmp_path / "link").symlink_to(folder)
    assert len(discover([folder, folder / "anna.ipynb", tmp_path / "link"], course).entries) == 1


def test_discover_follows_a_link_that_the_user_names(put, course, activations, tmp_path):
    put({"anna.ipynb": activations})
    (tmp_path / "link").symlink_to(tmp_path / "in")
    assert only(discover([tmp_path / "link"], course)).load().content == activations


def test_discover_follows_no_link_inside(put, course, activations):
    secret = put({"activations/s.ipynb": activations}, "secret")
    folder = put({"anna/activations/a.ipynb": activations, "ben/activations/x.txt": b"", "eve/x.txt": b""})
    (folder / "ben/activations/b.ipynb").symlink_to(secret / "activations/s.ipynb")
    (folder / "dan").symlink_to(secret)
    (folder / "eve/activations").symlink_to(secret / "activations")
    intake = discover([folder], course)
    found = loaded(intake)
    assert {key[0] for key in found} == {"anna", "ben", "eve"}
    for student in ("ben", "eve"):
        assert "symbolic link" in found[student, "activations"].problem
        assert found[student, "activations"].content == b""
    assert any("dan" in problem and "symbolic link" in problem for problem in intake.problems)


def test_discover_of_a_notebook_that_is_a_link_is_a_submission_with_a_problem(put, course, activations):
    folder = put({"anna.ipynb": activations})
    (folder / "ben.ipynb").symlink_to(folder / "anna.ipynb")
    (folder / "eve.ipynb").symlink_to("nowhere")
    for name in ("ben", "eve"):
        assert "symbolic link" in only(discover([folder / f"{name}.ipynb"], course)).load().problem


def test_load_follows_no_link_put_in_place_after_discovery(put, course, activations, tmp_path):
    put({"activations/a.ipynb": activations}, "secret")
    folder = put({"anna/activations/a.ipynb": activations})
    entry = only(discover([folder], course))
    (folder / "anna").rename(tmp_path / "away")
    (folder / "anna").symlink_to(tmp_path / "secret")
    assert "symbolic link" in entry.load().problem


def test_load_does_not_wait_for_a_named_pipe(put, course, activations):
    folder = put({"anna.ipynb": activations})
    os.mkfifo(folder / "ben.ipynb")
    found = loaded(discover([folder], course))
    assert "not a regular file" in found["ben", "activations"].problem


def test_load_says_when_a_file_vanished(put, course, activations):
    folder = put({"anna.ipynb": activations})
    entry = only(discover([folder], course))
    (folder / "anna.ipynb").unlink()
    assert "no longer there" in entry.load().problem


def test_load_refuses_a_notebook_that_grew_too_large(put, course, activations):
    folder = put({"anna.ipynb": activations})
    entry = only(discover([folder], course))
    (folder / "anna.ipynb").write_bytes(b"x" * 50_001)
    submission = entry.load()
    assert "larger than" in submission.problem
    assert submission.content == b""


def test_load_works_in_another_process(put, course, activations):
    entry = only(discover([put({"anna.ipynb": activations})], course))
    assert pickle.loads(pickle.dumps(entry)).load().content == activations  # noqa: S301 - our own bytes


def test_discover_takes_a_name_that_is_no_text(put, course, activations):
    folder = put({})
    with open(os.fsencode(folder) + b"/\xff\xfe.ipynb", "wb") as file:  # noqa: PTH123 - bytes as a path
        file.write(activations)
    submission = only(discover([folder], course)).load()
    assert submission.student == "\\xff\\xfe"
    assert submission.content == activations
    assert submission.origin.encode()


def test_discover_keeps_no_contents(put, course, activations):
    padded = activations + b" " * 40_000
    folder = put({f"s{n}.ipynb": padded for n in range(200)})
    tracemalloc.start()
    intake = discover([folder], course)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(intake.entries) == 200
    assert kept < 1_000_000


def test_discover_stops_at_a_depth(put, course, activations):
    folder = put({"anna.ipynb": activations, "/".join("abcdefghij") + "/x.ipynb": activations})
    intake = discover([folder], course)
    assert len(intake.entries) == 1
    assert any("too deep" in problem for problem in intake.problems)
