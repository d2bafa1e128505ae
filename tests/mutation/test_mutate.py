"""`make mutate` shows what became of the mutants, and fails where too many kept their points."""

import pytest
from click.testing import CliRunner

import mutate
from mutation.effects import Effect
from mutation.mutator import Mutant
from mutation.tally import Tally, rate
from mutation.trial import Trial


def tally(*, killed, survived=0, effect=Effect.VALUE, made=None):
    trials = [
        Trial(Mutant("relu", number, 3, "operator", "", "- a + b\n+ a - b", ()), effect, killed=number < killed)
        for number in range(killed + survived)
    ]
    return Tally("activations", "relu", made or len(trials), tuple(trials))


def test_the_rate_counts_mutants_that_differ():
    assert rate([tally(killed=3, survived=1, made=50)]) == 0.75


def test_mutants_that_only_raise_do_not_hide_survivors(capsys):
    raising = tally(killed=99_000, effect=Effect.RAISES)
    with pytest.raises(SystemExit) as ended:
        mutate._conclude([raising, tally(killed=98, survived=2)], 1.0)
    assert ended.value.code == 1
    shown = capsys.readouterr().out
    assert "98.00% of those that return other values" in shown
    assert "relu-98, line 3: operator, differs by value\n- a + b\n+ a - b" in shown


def test_one_survivor_in_a_hundred_is_allowed(capsys):
    mutate._conclude([tally(killed=99, survived=1)], 1.0)
    assert "99.00%" in capsys.readouterr().out


def test_the_script_grades_a_sample_of_one_question(root, monkeypatch):
    monkeypatch.chdir(root)
    done = CliRunner().invoke(mutate.main, ["--question", "neuron", "--limit", "3", "--jobs", "1"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("arguments", [("--question", "explain"), ("--assignment", "none")])
def test_a_wrong_name_is_a_usage_error(arguments, root, monkeypatch):
    monkeypatch.chdir(root)
    assert CliRunner().invoke(mutate.main, arguments).exit_code == 2
