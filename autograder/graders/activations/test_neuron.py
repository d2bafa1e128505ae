"""Hidden checks of the question `neuron`; the activation is any function, named by a reference over the wire."""

from autograder.checks import basic, check, inputs, question
from autograder.checks.expect import expect_input_unchanged, expect_values
from autograder.checks.tolerance import SUM
from autograder.checks.vector_references import neuron
from autograder.wire.values import FunctionRef

pytestmark = question("neuron")

TANH, SIN, SQUARE, EXP = (FunctionRef(f"numpy.{name}") for name in ("tanh", "sin", "square", "exp"))


@basic(weight=5)
def test_values(student, rng):
    """`neuron` applies its activation to the weighted sum with the bias added."""
    for length, activation in ((5, TANH), (3, SIN), (7, SQUARE)):
        x, w = inputs.array(rng, (length,)) / 4, inputs.array(rng, (length,)) / 4
        expect_values(student.neuron, neuron, x, w, rng.uniform(0.5, 1.5), activation, tolerance=SUM)


@check(weight=2)
def test_any_activation(student, rng):
    """`neuron` uses the activation that it is given, whichever that is."""
    for activation in (EXP, SQUARE, TANH):
        x, w = inputs.array(rng, (4,)) / 4, inputs.array(rng, (4,)) / 4
        expect_values(student.neuron, neuron, x, w, rng.uniform(-1.5, -0.5), activation, tolerance=SUM)


@check()
def test_lists(student, rng):
    """`neuron` takes lists as well as arrays."""
    x, w = inputs.array(rng, (5,)) / 4, inputs.array(rng, (5,)) / 4
    expect_values(student.neuron, neuron, x.tolist(), w.tolist(), rng.uniform(0.5, 1.5), SIN, tolerance=SUM)


@check()
def test_whole_numbers(student, rng):
    """`neuron` takes whole numbers."""
    x, w = rng.integers(1, 5, 6), rng.permutation([-3, -2, -1, 1, 2, 3])
    expect_values(student.neuron, neuron, x, w, rng.uniform(0.25, 0.75), SIN, tolerance=SUM)
    fractions = inputs.array(rng, (6,)) / 4
    expect_values(student.neuron, neuron, x, fractions, int(rng.integers(1, 4)), SIN, tolerance=SUM)


@check()
def test_one_input(student, rng):
    """`neuron` works with a single input, and with many."""
    for length in (1, 200):
        x, w = inputs.array(rng, (length,)), inputs.array(rng, (length,)) / length
        expect_values(student.neuron, neuron, x, w, rng.uniform(-1, -0.2), TANH, tolerance=SUM)


@check()
def test_input_unchanged(student, rng):
    """`neuron` leaves inputs and weights as they were."""
    expect_input_unchanged(
        student.neuron, inputs.array(rng, (5,)), inputs.array(rng, (5,)), rng.uniform(0.5, 1.5), TANH
    )
