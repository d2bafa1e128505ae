"""Each guard on a source refuses its fault with the cell's name and a remedy."""

from __future__ import annotations

import pytest

from autograder.course.schema import Assignment
from autograder.errors import ReleaseError
from autograder.release.student import release_notebook

HALF = '"grade_id": "half", "solution": true'
CHECK = '"grade_id": "check-half", "grade": true, "locked": true'
WHY = '"grade_id": "why", "grade": true, "solution": true'
ANSWER = "    ### BEGIN SOLUTION\n    doubled_back = x * 0.5\n    return doubled_back\n    ### END SOLUTION\n"

FAULTS = {
    "a header that is no JSON": ((HALF, '"grade_id": "half", solution: true'), "has a part that release does not know"),
    "a misspelt key": (("# %% nbgrader={" + HALF, "# %% ngbrader={" + HALF), "does not know: 'ngbrader'"),
    "a cell title": (('# %% tags=["experiment"]', "# %% A title"), "does not know: 'A title'"),
    "a misspelt flag": ((HALF, '"grade_id": "half", "solutoin": true'), "nbgrader has no key 'solutoin'"),
    "a flag that is no boolean": ((HALF, '"grade_id": "half", "solution": 1'), "solution is not a boolean"),
    "marks that are no object": (("nbgrader={" + HALF + "}", "nbgrader=[1]"), "nbgrader is not a JSON object"),
    "no grade id": ((HALF, '"solution": true'), "The grade_id None is no name"),
    "a grade id with a blank": ((HALF, '"grade_id": "half of", "solution": true'), "'half of' is no name"),
    "no role": ((HALF, '"grade_id": "half"'), "no role @ cell 'half'"),
    "a locked answer": ((HALF, HALF + ', "locked": true'), "both locked and for an answer @ cell 'half'"),
    "an open check": ((CHECK, CHECK.replace('"locked": true', '"locked": false')), "A check is not locked"),
    "a task": ((HALF, HALF + ', "task": true'), "Task cells are not used here"),
    "points": ((CHECK, CHECK + ', "points": 2'), "The source states points @ cell 'check-half'. Remove them"),
    "an unknown tag": (('["experiment"]', '["experimnt"]'), "The tags ['experimnt'] are unknown"),
    "a raw cell": (("# %% [markdown]\n# # A toy", "# %% [raw]\n# # A toy"), "A raw cell"),
    "an unknown solution": (
        (HALF, HALF.replace("half", "third")),
        "A solution cell has an unknown grade_id @ cell 'third'",
    ),
    "an unknown check": ((CHECK, CHECK.replace("half", "third")), "A check cell has an unknown grade_id"),
    "an unknown manual cell": ((WHY, WHY.replace("why", "how")), "A manual cell has an unknown grade_id"),
    "a missing check": (
        (CHECK, CHECK.replace("half", "third")),
        "Question 'half' has no check cell @ cell 'check-half'",
    ),
    "a missing manual cell": ((WHY, WHY.replace("why", "how")), "Question 'why' has no manual cell"),
    "a duplicate": (('"imports"', '"check-names"'), "2 cells have this grade_id @ cell 'check-names'"),
    "a locked cell with a question's id": (('"imports"', '"why"'), "has a grade_id that belongs to a question"),
    "a locked cell with a check's id": (('"imports"', '"check-it"'), "has a grade_id that belongs to a question"),
    "a check in prose": (("# %% nbgrader={" + CHECK, "# %% [markdown] nbgrader={" + CHECK), "A check cell is markdown"),
    "a manual code cell": (("# %% [markdown] nbgrader={" + WHY, "# %% nbgrader={" + WHY), "A manual cell is code"),
    "an answer without markers": ((ANSWER, "    return 0\n"), "'half' has no solution region"),
    "a region in a check": (
        ("assert math.", "### BEGIN SOLUTION\n### END SOLUTION\nassert math."),
        "A cell that holds no answer has a solution region @ cell 'check-half'",
    ),
    "a region in prose": (("# Fill in", "# ### BEGIN SOLUTION\n# ### END SOLUTION\n# Fill in"), "holds no answer"),
    "an unbalanced marker": (
        ("abs(x)\n    ### END SOLUTION", "abs(x)"),
        "Unbalanced markers: the solution begun in line 11 is not ended",
    ),
    "a manual cell without region": (
        ("# ### BEGIN SOLUTION\n# Because two of them make a whole.\n# ### END SOLUTION\n", "# Say so.\n"),
        "The cell has no solution region",
    ),
    "hidden tests": (
        ("assert math.", "### BEGIN HIDDEN TESTS\nassert math."),
        "the marker BEGIN HIDDEN TESTS @ cell 'check-half'",
    ),
    "a mark scheme": (("# Why halves?", "# ### BEGIN MARK SCHEME"), "the marker BEGIN MARK SCHEME @ cell 'why'"),
    "broken code": (("import math", "import ("), "The code is not Python (line 1"),
    "an undefined function": (("def half_derivative", "def half_slope"), "names 'half_derivative', which no solution"),
    "a function that is given away": (("import math", "half = 1"), "'half' is an answer, but this cell"),
    "a signature inside the region": (
        (
            'def half(x):\n    """Return half of x."""\n    ### BEGIN SOLUTION',
            '### BEGIN SOLUTION\ndef half(x):\n    "Half."',
        ),
        "The stub no longer defines 'half' @ cell 'half'",
    ),
    "a docstring inside the region": (
        ('    """Return half of x."""\n    ### BEGIN SOLUTION', '    ### BEGIN SOLUTION\n    """Return half of x."""'),
        "The stub of 'half' has no docstring",
    ),
    "a variable that vanishes": (("NAMES = ()\n", ""), "The stub no longer mentions 'NAMES'"),
    "a second function without region": (
        ("    ### BEGIN SOLUTION\n    return 0.5 + 0.0 * abs(x)\n    ### END SOLUTION\n", "    return 0.5\n"),
        "'half_derivative' has no solution region, so it would be released with its answer @ cell 'half'",
    ),
    "a function that becomes a variable": (
        (
            'def half(x):\n    """Return half of x."""\n    ### BEGIN SOLUTION',
            "half = None\n### BEGIN SOLUTION\ndef half(x):",
        ),
        "The stub no longer defines 'half'",
    ),
    "a region that breaks the stub": (
        ("    ### BEGIN SOLUTION\n    doubled", "        ### BEGIN SOLUTION\n    doubled"),
        "Without its solution regions the cell is not Python",
    ),
    "a formula in a check": (
        ("assert math.isclose(half(3.0)", "assert math.isclose(half(3.0) - (0.5 + 0.0 * abs(x))"),
        "repeats the line '0.5+0.0*abs(x)' of the solution of 'half' @ cell 'check-half'",
    ),
    "a step of a solution in a check": (
        ("assert math.isclose", "doubled_back = x*0.5\nassert math.isclose"),
        "repeats the line 'doubled_back=x*0.5' of the solution of 'half' @ cell 'check-half'",
    ),
    "a result in a locked cell": (
        ("import math", "x = 1\nprint(0.5 + 0.0*abs(x))"),
        "of the solution of 'half' @ cell 'imports'. Say it without the formula",
    ),
}


def test_unchanged_toy_source_passes_every_guard(varied, toy):
    assert release_notebook(varied(), toy)


@pytest.mark.parametrize("fault", FAULTS)
def test_guard_refuses(fault, varied, toy):
    change, message = FAULTS[fault]
    source = varied(change)
    with pytest.raises(ReleaseError) as caught:
        release_notebook(source, toy)
    assert str(caught.value).startswith(f"{source} has ")
    assert message in str(caught.value)


def test_guard_refuses_a_check_before_its_solution(tmp_path, toy_text, toy):
    start, end = toy_text.index("# %% nbgrader={" + HALF), toy_text.index("# %% nbgrader={" + CHECK)
    source = tmp_path / "toy.py"
    source.write_text(toy_text[:start] + toy_text[end:] + "\n" + toy_text[start:end], encoding="utf-8")
    with pytest.raises(ReleaseError, match="stands before its solution cell @ cell 'check-half'"):
        release_notebook(source, toy)


def test_two_questions_may_share_a_function_and_its_cell(varied, toy_policy):
    toy_policy["questions"][1]["functions"] = ["half"]
    sharing = Assignment.model_validate(toy_policy)
    source = varied(
        ('# %% nbgrader={"grade_id": "names", "solution": true}\n', "# %%\n"),
        ('### BEGIN SOLUTION\nNAMES = ("half", "double")\n### END SOLUTION\n', ""),
        ("assert isinstance(NAMES, tuple)", "assert half(0.0) == 0.0"),
    )
    assert '"check-names"' in release_notebook(source, sharing)


def test_a_question_with_a_solution_cell_of_its_own_defines_its_functions_there(varied, toy_policy):
    toy_policy["questions"][1]["functions"] = ["half"]
    with pytest.raises(ReleaseError, match="Question 'names' names 'half', which no solution cell of it defines"):
        release_notebook(varied(), Assignment.model_validate(toy_policy))


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(("# Fill in the gaps.", "# 0.5 + 0.0 * abs(x)"), id="in prose"),
        pytest.param(
            ('"""Return the slope of half at x."""', '"""Doc."""\n    0.5 + 0.0 * abs(x)'), id="beside the markers"
        ),
    ],
)
def test_a_line_that_the_source_shows_openly_may_stand_in_a_check(varied, toy, shown):
    assert release_notebook(varied(shown, ("assert math.", "x = 1\n0.5 + 0.0 * abs(x)\nassert math.")), toy)


def test_a_step_of_a_solution_may_stand_in_a_worked_example(varied, toy):
    assert release_notebook(varied(("import math", "import math\nx = 1\ndoubled_back = x * 0.5")), toy)


def test_a_line_that_only_opens_a_bracket_may_stand_in_a_check(varied, toy):
    opening = ("doubled_back = x * 0.5", "doubled_back = float(\n        x * 0.5\n    )")
    assert release_notebook(varied(opening, ("assert math.", "x = doubled_back = float(\n    1)\nassert math.")), toy)


def test_a_variable_may_be_named_by_a_comment(varied, toy):
    assert release_notebook(varied(("NAMES = ()\n", "# NAMES = (...)\n")), toy)


def test_a_line_that_solutions_share_may_stand_in_a_check(varied, toy):
    shared = ('NAMES = ("half", "double")', 'x = 1\n0.5 + 0.0 * abs(x)\nNAMES = ("half", "double")')
    assert release_notebook(varied(shared, ("assert math.", "x = 1\n0.5 + 0.0 * abs(x)\nassert math.")), toy)
