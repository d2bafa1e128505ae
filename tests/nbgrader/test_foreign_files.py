"""What lies beside a submitted notebook leads nothing of the instructor's back to the student."""

import pytest

PRIVATE = "what only the instructor may read"
STUDENTS = ("by-exchange", "by-folder")


@pytest.fixture(scope="module")
def linked(make_course_folder, notebook_of, tmp_path_factory):
    """A course whose students have handed in links to the instructor's files, in two ways, through to feedback."""
    folder = make_course_folder(tmp_path_factory.mktemp("linked"))
    folder.nbgrader("generate_assignment", "activations")
    folder.nbgrader("release_assignment", "activations")
    private = folder.path / "private.txt"
    private.write_text(PRIVATE)
    for student, hand_in in zip(STUDENTS, (folder.arrive, folder.hand_in), strict=True):
        own = hand_in("activations", student, notebook_of("activations"))
        (own / "notes.html").symlink_to(private)
        (own / "notes.txt").symlink_to(private)
        (own / "book.ipynb").symlink_to(folder.book.file)
        (own / "folder").symlink_to(folder.path / "solutions")
    for command in ("collect", "autograde", "generate_feedback", "release_feedback"):
        folder.nbgrader(command, "activations")
    return folder


@pytest.fixture(scope="module")
def handed_back(linked):
    """Every file that students are given, by path."""
    places = (linked.path / "feedback", linked.exchange / "activation-functions" / "feedback")
    files = {path: path.read_bytes() for place in places for path in place.rglob("*") if path.is_file()}
    assert any(path.name == "activations.html" for path in files)
    return files


def test_no_link_leads_an_instructors_file_into_feedback(handed_back):
    assert [path for path, content in handed_back.items() if PRIVATE.encode() in content] == []


def test_no_link_leads_the_gradebook_into_feedback(handed_back):
    assert [path for path, content in handed_back.items() if content.startswith(b"SQLite")] == []


def test_no_link_leads_solutions_into_feedback(handed_back):
    assert [path for path in handed_back if path.suffix == ".py"] == []


@pytest.mark.parametrize("student", STUDENTS)
def test_an_honest_answer_beside_links_is_graded(linked, student):
    assert sum(score or 0 for score in linked.book.scores("activations")[student].values()) == 97
