"""Proposing thresholds from accuracies over seeds."""

import numpy as np
import pytest

from autograder.calibration import Measurement, article_lines, measure, propose, spread, table_lines
from autograder.checks.architecture import LINEAR, home_page_model


def draw(full, linear, deviation, count=20):
    generator = np.random.default_rng(3)
    noise = generator.normal(0, deviation, (2, count))
    return [Measurement(seed, full + a, linear + b) for seed, (a, b) in enumerate(noise.T, 1)]


def test_measuring_trains_both_reference_models_from_each_seed():
    class Recording:
        def __init__(self):
            self.asked = []

        def accuracy(self, model, seed):
            self.asked.append((model, seed))
            return 0.9 if model == home_page_model(LINEAR) else 0.95

    training = Recording()
    found = list(measure(training, [4, 7]))
    assert found == [Measurement(4, 0.95, 0.9), Measurement(7, 0.95, 0.9)]
    assert [seed for _, seed in training.asked] == [4, 4, 7, 7]


def test_measurements_come_one_by_one():
    class Endless:
        def accuracy(self, _, seed):
            if seed > 1:
                pytest.fail("nobody asked for the second seed yet")
            return 0.9

    assert next(measure(Endless(), [1, 2])).seed == 1


def test_bounds_lie_five_deviations_from_the_means():
    measurements = draw(0.95, 0.90, 0.003)
    full = spread([measurement.with_activation for measurement in measurements])
    proposal = propose(measurements)
    assert 0 <= full.mean - 5 * full.deviation - proposal.accuracy_min < 1e-3
    assert proposal.without_activation_min < 0.9 - 4 * 0.003
    assert proposal.without_activation_max > 0.9 + 4 * 0.003
    assert 0 < proposal.gap_min < 0.05
    assert full.largest < proposal.accuracy_max < 1
    assert proposal.separates


def test_models_that_cannot_be_told_apart_are_said_not_to_separate():
    assert not propose(draw(0.91, 0.90, 0.005)).separates


def test_a_proposal_reads_as_course_yml():
    lines = propose(draw(0.95, 0.90, 0.003)).yaml_lines()
    assert lines[0] == "thresholds:"
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "accuracy_min",
        "accuracy_max",
        "without_activation_min",
        "without_activation_max",
        "gap_min",
    ]


def test_too_few_seeds_have_no_spread():
    with pytest.raises(ValueError, match="at least 3 seeds"):
        spread([0.9, 0.91])


def test_the_table_has_a_row_for_each_accuracy_and_the_gap():
    lines = table_lines([Measurement(seed, 0.95, 0.9) for seed in (1, 2, 3)])
    assert [line.split()[-1] for line in lines[1:]] == ["0.9500", "0.9000", "0.0500"]


def test_the_article_s_numbers_are_given_to_two_decimals():
    lines = article_lines([Measurement(1, 0.9778, 0.9171)])
    assert [line.split(":")[1].split()[0] for line in lines] == ["0.97", "0.91", "0.06"]
