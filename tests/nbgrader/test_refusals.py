"""Where the course can't be used as it is, nbgrader's commands stop and say so, before any student's code runs."""

import json
import re


def test_a_mistake_in_the_course_file_stops_nbgrader(course_folder, notebook_of, tmp_path):
    course_folder.nbgrader("generate_assignment", "activations")
    trace = tmp_path / "trace"
    notebook = notebook_of("activations", own=[f"open({str(trace)!r}, 'w').close()"])
    course_folder.hand_in("activations", "anna", notebook)
    with (course_folder.path / "course.yml").open("a") as file:
        file.write("unknown_key: 1\n")
    done = course_folder.nbgrader("autograde", "activations", code=None)
    assert done.returncode != 0
    assert "unknown_key" in done.stderr
    assert not trace.exists()
    assert not (course_folder.path / "autograded").exists()


def test_a_stale_source_is_refused_with_the_remedy(course_folder):
    source = course_folder.path / "solutions" / "activations" / "activations.py"
    source.write_text(source.read_text() + "\n# %% [markdown]\n# One more remark.\n")
    before = course_folder.released("activations").read_bytes()
    done = course_folder.nbgrader("generate_assignment", "activations", code=None)
    assert done.returncode != 0
    assert re.search(r"run `autograder (release|sources)", done.stderr, re.IGNORECASE)
    assert course_folder.released("activations").read_bytes() == before


def test_a_refreshed_source_is_released(course_folder):
    source = course_folder.path / "solutions" / "activations" / "activations.py"
    source.write_text(source.read_text() + "\n# %% [markdown]\n# One more remark.\n")
    course_folder.autograder("sources")
    course_folder.nbgrader("generate_assignment", "activations")
    released = json.loads(course_folder.released("activations").read_text())
    assert released["cells"][-1]["source"] == ["One more remark."]
