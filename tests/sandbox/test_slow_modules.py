"""Slow modules are found by what a notebook imports, and not by what it talks about."""

import json

import pytest

from autograder.sandbox.slow_modules import slow_modules

IMPORTS = (
    "import tensorflow",
    "import tensorflow as tf",
    "import numpy as np, tensorflow as tf",
    "from tensorflow import keras",
    "from keras.layers import Dense",
    "from  tensorflow.keras  import layers",
    "    import keras",
    "x = 1; import keras",
    "import importlib; tf = importlib.import_module('tensorflow')",
    'tf = __import__("tensorflow")',
)
MENTIONS = (
    "# as keras.activations.sigmoid",
    "'like tensorflow does'",
    "x = tensorflow_like",
    "import numpy  # not tensorflow",
    "from mykeras import relu",
)


@pytest.mark.parametrize("write", [str, lambda text: json.dumps({"source": ["import numpy as np\n", text, "\n"]})])
@pytest.mark.parametrize("source", IMPORTS)
def test_an_import_is_found_in_a_cell_and_in_a_file(source, write):
    assert slow_modules(write(source)) == ["tensorflow"]


@pytest.mark.parametrize("write", [str, lambda text: json.dumps({"source": ["import numpy as np\n", text, "\n"]})])
@pytest.mark.parametrize("source", MENTIONS)
def test_a_mention_is_none(source, write):
    assert slow_modules(write(source)) == []


def test_several_are_named_in_order():
    assert slow_modules("from scipy import special\nimport matplotlib.pyplot as plt\nimport keras") == [
        "tensorflow",
        "scipy.special",
        "matplotlib.pyplot",
    ]
