"""The package for PrairieLearn's external grading, and what runs in it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from autograder import __version__, atomic
from autograder.lms.packaging import prairielearn_results
from autograder.lms.packaging.answering import Contract, Handed, answer, grade_handed
from autograder.lms.packaging.contents import environment_files, grader_files, runner, script, student_files
from autograder.lms.packaging.members import PROGRAM, Member, below
from autograder.lms.packaging.sizes import fitted

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.course.schema import Assignment, Course
    from autograder.model import Result

IMAGE: Final = f"activation-autograder:{__version__}"
TIMEOUT_SECONDS: Final = 600
"""The most that PrairieLearn allows; a submission has a budget of its own, and models are trained beside it."""


def package(path: Path, course: Course, assignment: Assignment, image: str) -> list[Member]:
    """Collect the files: an image's recipe, a question, and the grader as a folder of `serverFilesCourse`.

    The image holds nothing but libraries, so that it may lie in a public registry.
    """
    slug = assignment.slug
    values = {
        "SLUG": slug,
        "IMAGE": image,
        "DOWNLOADS": "\n".join(
            f'    <pl-file-download file-name="{name}" directory="clientFilesQuestion"></pl-file-download>'
            for name in (f"{slug}.ipynb", *assignment.files)
        ),
    }
    grader = [
        *grader_files(path, course, assignment),
        runner("PrairieLearn", "prairielearn", slug, base="/grade", python="/opt/autograder/.venv/bin/python"),
    ]
    question = [
        Member("info.json", _info(course, assignment, image)),
        Member("question.html", script("question.html", values)),
        Member("tests/run.sh", script("run.sh", values), PROGRAM),
        *below("clientFilesQuestion", student_files(course, assignment, path.parent)),
    ]
    return [
        Member("README.md", script("prairielearn.md", values)),
        Member("image/Dockerfile", script("Dockerfile")),
        *below("image/environment", environment_files()),
        *below(f"serverFilesCourse/{folder_of(slug)}", grader),
        *below(f"questions/{slug}", question),
    ]


def folder_of(slug: str) -> str:
    """Name the grader's folder in `serverFilesCourse`."""
    return f"autograder_{slug}"


def answer_prairielearn(course_file: Path, slug: str, base: Path) -> Result:
    """Grade `base/student` and write `base/results/results.json`."""
    most = prairielearn_results.MOST_BYTES
    contract = Contract(
        text=lambda result: fitted(partial(prairielearn_results.document, result), most),
        failed=json.dumps(prairielearn_results.FAILED),
        write=partial(atomic.write, base / "results" / "results.json"),
    )
    return answer(contract, lambda: grade_handed(course_file, slug, Handed(base / "student")))


def _info(course: Course, assignment: Assignment, image: str) -> bytes:
    """Write the question's `info.json`; its id is the same in every package of this assignment."""
    folder = folder_of(assignment.slug)
    document = {
        "uuid": str(uuid5(NAMESPACE_URL, f"autograder:{course.course}:{assignment.slug}")),
        "title": assignment.title,
        "topic": course.title,
        "tags": ["notebook"],
        "type": "v3",
        "singleVariant": True,
        "showCorrectAnswer": False,
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": image,
            "entrypoint": "/grade/tests/run.sh",
            "serverFilesCourse": [f"{folder}/"],
            "timeout": TIMEOUT_SECONDS,
            "enableNetworking": False,
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"
