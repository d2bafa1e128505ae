"""A course with short limits, so that what is meant to hang does not hold the tests up for long."""

import pytest

from autograder.sandbox.ladder import choose_rung
from autograder.sandbox.rung import STRONG, RungError

LIMITS = {"call_seconds": 1.5, "cell_seconds": 2, "submission_seconds": 15}


@pytest.fixture(scope="session")
def short_course(altered_course, root, tmp_path_factory):
    """The project's course with short limits, and the models that it has trained already."""
    folder = tmp_path_factory.mktemp("course")
    (folder / ".autograder").mkdir()
    (root / ".autograder" / "models").mkdir(parents=True, exist_ok=True)
    (folder / ".autograder" / "models").symlink_to(root / ".autograder" / "models")
    return altered_course(folder, lambda document: document["limits"].update(LIMITS))


@pytest.fixture(scope="module", params=STRONG, ids=lambda rung: f"rung {rung}")
def rung(request):
    """Each strong rung that this machine offers."""
    try:
        return choose_rung(request.param)
    except RungError as error:
        pytest.skip(str(error))
