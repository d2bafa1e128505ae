"""What grading one assignment needs, as files laid out like the project itself, and nothing more."""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import TYPE_CHECKING, Final

from autograder import secret
from autograder.course.files import missing_files
from autograder.errors import UsageError
from autograder.lms.packaging import course_file, data_files, lock
from autograder.lms.packaging.members import PROGRAM, SECRET, Member, below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from autograder.course.schema import Assignment, Course

PACKAGE: Final = Path(__file__).parents[2]
TEMPLATES: Final = Path(__file__).with_name("templates")
LICENCE: Final = "LICENSE"
HERE: Final = '$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)'
OWN_PYTHON: Final = "$root/.venv/bin/python"


def grader_files(
    path: Path, course: Course, assignment: Assignment, *, keeps_lateness: bool = False, purpose: str = ""
) -> list[Member]:
    """Collect the grader of one assignment of the course at `path`; raises UsageError where a part is missing.

    With a `purpose`, hidden inputs are drawn from a secret of its own, from which the course's can't be told.
    """
    root, slug = path.parent, assignment.slug
    if all(question.manual for question in assignment.questions):
        raise UsageError(f"All questions of {slug} are graded by hand, so there is nothing that a package could do.")
    _require_graders(course, assignment, root)
    data = data_files.needed(course, assignment, root)
    return [
        *below("autograder", _files(PACKAGE, but=("graders",))),
        *below(f"autograder/graders/{slug}", _files(root / course.folders.graders / slug)),
        *below(f"assignments/{slug}", _released(course, assignment, root, (f"{slug}.ipynb",))),
        *data.members,
        Member(
            "course.yml",
            course_file.reduced(path, slug, keeps_lateness=keeps_lateness, data_path=data.path),
        ),
        Member(".autograder/secret", _key(root, purpose) + b"\n", SECRET),
        Member("CONFIDENTIAL.txt", script("CONFIDENTIAL.txt")),
    ]


def environment_files() -> Iterator[Member]:
    """Read what makes an environment to run a grader in: a script, and the locked versions of what it needs."""
    place = PACKAGE.parent
    try:
        pyproject = (place / "pyproject.toml").read_text(encoding="utf-8")
        locked = lock.run_time_part((place / "requirements.lock").read_text(encoding="utf-8"), pyproject)
        licence = (place / LICENCE).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{error.filename} can't be read ({error.strerror}). Packages are made from a checkout of the project, in "
            "whose root that file stands: run the command there."
        ) from error
    yield Member("setup.sh", script("setup.sh"), PROGRAM)
    yield Member("pyproject.toml", pyproject.encode())
    yield Member("requirements.lock", locked.encode())
    yield Member(LICENCE, licence)


def runner(system: str, command: str, slug: str, *, base: str, root: str = HERE, python: str = OWN_PYTHON) -> Member:
    """Write the script that grades one submission; places are given as the shell spells them."""
    values = {"SYSTEM": system, "COMMAND": command, "SLUG": slug, "BASE": base, "ROOT": root, "PYTHON": python}
    return Member("run_autograder", script("run_autograder", values), PROGRAM)


def student_files(course: Course, assignment: Assignment, root: Path) -> list[Member]:
    """Read what students get: the released notebook, and the files beside it."""
    return _released(course, assignment, root, (f"{assignment.slug}.ipynb", *assignment.files))


def script(name: str, values: Mapping[str, str] | None = None) -> bytes:
    """Read a template; each `@KEY@` in it stands for a value."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for key, value in (values or {}).items():
        text = text.replace(f"@{key}@", value)
    return text.encode()


def _files(folder: Path, but: tuple[str, ...] = ()) -> Iterator[Member]:
    """Read every file below a folder, but for hidden and compiled ones and those in the folders named."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        passed_over = any(part.startswith(".") or part == "__pycache__" for part in parts) or parts[0] in but
        if not passed_over and path.suffix != ".pyc" and path.is_file():
            yield Member("/".join(parts), path.read_bytes())


def _require_graders(course: Course, assignment: Assignment, root: Path) -> None:
    alone = course.model_copy(update={"assignments": (assignment,)})
    problems = missing_files(alone, root)
    if problems:
        raise UsageError("\n".join(f"{problem.message}. {problem.remedy}" for problem in problems))


def _released(course: Course, assignment: Assignment, root: Path, names: Iterable[str]) -> list[Member]:
    place = root / course.folders.assignments / assignment.slug
    try:
        return [Member(name, (place / name).read_bytes()) for name in names]
    except OSError as error:
        raise UsageError(
            f"The released file {error.filename} can't be read ({error.strerror}). Make it by `autograder release "
            f"{assignment.slug}`."
        ) from error


def _key(root: Path, purpose: str) -> bytes:
    key = secret.course_secret(root)
    if not purpose:
        return key
    return hmac.digest(key, b"autograder package\0" + purpose.encode(), "sha256").hex().encode()
