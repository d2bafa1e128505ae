"""A check meets the same generator in the same state for every submission."""

import numpy as np

from autograder.checks.generators import Generators


def test_a_renewed_generator_draws_what_its_seed_draws():
    generators = Generators(lambda *labels: 7 + len(labels[0]))
    for _ in range(2):
        rng = generators.renewed("a", "b")
        drawn = [rng.integers(0, 9, 3, dtype=np.uint8).tolist(), rng.random(3).tolist()]
        rng = np.random.default_rng(8)
        assert drawn == [rng.integers(0, 9, 3, dtype=np.uint8).tolist(), rng.random(3).tolist()]


def test_labels_have_generators_of_their_own_seeded_once():
    asked = []
    generators = Generators(lambda *labels: asked.append(labels) or len(asked))
    one = generators.renewed("q", "a").random()
    assert one != generators.renewed("q", "b").random()
    assert one == generators.renewed("q", "a").random()
    assert asked == [("q", "a"), ("q", "b")]
