"""No way leads a hidden input through a student's code into her feedback."""

import re

import pytest

LEAKS = {
    "type name": "def relu(x): return type('leak ' + repr(x[:9]), (), {})()",
    "shape": "def relu(x): return np.zeros((int(abs(x[0]) * 1e15), 0))",
    "dtype": "def relu(x): return np.zeros(3, dtype='S%d' % int(abs(x[0]) * 1e8))",
    "exception name": "def relu(x): raise type('Leak' + re.sub('[^0-9]', '', repr(x[0])), (Exception,), {})(repr(x))",
    "exception text": "def relu(x): raise ValueError(repr(x))",
    "text": "def relu(x): return repr(x)",
    "keys": "def relu(x): return {repr(v): v for v in x}",
    "output": "def relu(x):\n    print(x)\n    return x",
}
SEEN = """
seen = []
def relu(x):
    seen.extend(np.ravel(x))
    return np.maximum(x, 0)
def relu_derivative(x):
    return np.resize(seen, np.shape(x)) if seen else np.zeros(np.shape(x))
"""
NUMBER = re.compile(r"\d{5,}|\d\.\d{5,}")


@pytest.mark.parametrize("source", LEAKS.values(), ids=LEAKS)
def test_a_wrong_answer_tells_nothing(grade, notebook_of, tmp_path, source):
    grade("activations", {"anna": notebook_of("activations", relu=f"import re\nimport numpy as np\n{source}")})
    page = (tmp_path / "graded" / "activations" / "anna" / "feedback.html").read_text()
    card = page.partition('id="relu"')[2].partition("</section>")[0] or page
    text = re.sub(r"<svg.*?</svg>|<code>.*?</code>|<style.*?</style>", "", card, flags=re.DOTALL)
    assert not NUMBER.search(text)


def test_curves_are_drawn_before_any_hidden_input_is_known(grade, notebook_of):
    result = grade("activations", {"anna": notebook_of("activations", relu=f"import numpy as np\n{SEEN}")})["anna"]
    relu = next(one for one in result["questions"] if one["id"] == "relu")
    curves = {curve["label"]: curve["y"] for check in relu["checks"] for curve in check.get("curves", ())}
    grid = relu["checks"][0]["curves"][0]["x"]
    assert max(curves["relu"]) > 0
    assert set(curves["relu_derivative"]) <= {0.0, *grid}
