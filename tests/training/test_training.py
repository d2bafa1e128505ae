"""The outer half of training: the cache, and what the trainer is told."""

import contextlib
import io
import os
import stat
import threading
from dataclasses import replace

import numpy as np
import pytest

from autograder.checks.architecture import (
    LINEAR,
    RELU,
    Activation,
    Compilation,
    Dense,
    Flatten,
    Loss,
    Part,
    home_page_model,
)
from autograder.checks.failure import CheckFailed
from autograder.training import Training, TrainingError
from autograder.wire.frames import DeadlineError, PeerDiedError
from autograder.wire.values import WireError


def make(client, cache, digits, schedule):
    return Training(lambda: client, cache, digits, schedule)


@pytest.fixture
def client(counting_client):
    return counting_client()


@pytest.fixture
def training(client, tmp_path, few_digits, schedule):
    return make(client, tmp_path / "cache", few_digits, schedule())


def test_a_model_is_trained_once_and_then_comes_from_the_cache(training, client):
    first = training.outputs(home_page_model())
    np.testing.assert_array_equal(training.outputs(home_page_model()), first)
    assert client.count("train") == len(training.trainings) == 1


def test_another_grading_process_finds_what_this_one_trained(training, tmp_path, few_digits, schedule):
    first = training.outputs(home_page_model())
    other = Training(pytest.fail, tmp_path / "cache", few_digits, schedule())
    np.testing.assert_array_equal(other.outputs(home_page_model()), first)
    assert other.trainings == []


def test_models_that_train_alike_share_one_training(training, client):
    whole = home_page_model()
    separate = replace(
        whole, layers=(Flatten(), Dense(128), Activation(RELU), whole.layers[2], Dense(10), Activation(Part("softmax")))
    )
    training.outputs(whole)
    training.outputs(separate)
    assert client.count("train") == 1


def test_the_data_are_sent_once_for_a_connection(training, client):
    for model in (home_page_model(), home_page_model(LINEAR)):
        training.outputs(model)
    assert client.count("training_data") == client.count("test_images") == 1


def test_no_test_label_reaches_the_trainer(training, client, few_digits):
    training.accuracy(home_page_model())
    sent = [arguments for _, arguments in client.asked]
    labels = [arguments["labels"] for arguments in sent if isinstance(arguments, dict) and "labels" in arguments]
    assert len(labels) == 1
    np.testing.assert_array_equal(labels[0], few_digits.y_train)


@pytest.mark.parametrize(
    "change",
    [
        lambda setting: {**setting, "model": home_page_model(Part("tanh"))},
        lambda setting: {**setting, "seed": 2},
        lambda setting: {**setting, "epochs": 2},
        lambda setting: {**setting, "batch_size": 16},
    ],
)
def test_another_model_seed_or_schedule_has_another_place_in_the_cache(change, client, tmp_path, few_digits, schedule):
    def key(model, **settings):
        return make(client, tmp_path, few_digits, schedule(**settings)).key(model)

    setting = {"model": home_page_model()}
    assert key(**change(setting)) != key(**setting)


def test_other_data_have_another_place_in_the_cache(client, tmp_path, few_digits, digits, schedule):
    keys = {make(client, tmp_path, data, schedule()).key(home_page_model()) for data in (few_digits, digits)}
    assert len(keys) == 2


def test_metrics_do_not_change_the_place_in_the_cache(training):
    model = home_page_model()
    bare = replace(model, compilation=replace(model.compilation, metrics=()))
    assert training.key(bare) == training.key(model)


def damage(file, how):
    content = bytearray(file.read_bytes())
    if how == "flipped bit":
        content[-1] ^= 1
    file.write_bytes({"truncated": content[:100], "empty": b""}.get(how, content))


@pytest.mark.parametrize("how", ["flipped bit", "truncated", "empty"])
def test_a_damaged_cache_file_is_trained_again(training, client, tmp_path, how):
    first = training.outputs(home_page_model())
    (file,) = (tmp_path / "cache").glob("*.outputs")
    damage(file, how)
    np.testing.assert_array_equal(training.outputs(home_page_model()), first)
    assert client.count("train") == 2


def test_processes_that_want_the_same_model_at_once_train_it_once(counting_client, tmp_path, few_digits, schedule):
    clients = [counting_client(seconds=0.2) for _ in range(4)]
    found = []

    def grade(client):
        found.append(make(client, tmp_path, few_digits, schedule()).outputs(home_page_model()))

    threads = [threading.Thread(target=grade, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(client.count("train") for client in clients) == 1
    assert len({outputs.tobytes() for outputs in found}) == 1


def test_nothing_but_outputs_and_locks_stays_in_the_cache(training, tmp_path):
    training.outputs(home_page_model())
    assert {file.suffix for file in (tmp_path / "cache").iterdir()} <= {".outputs", ".lock"}


@pytest.fixture
def umask():
    """A umask as most have it, whatever the one of this run."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_others_can_read_the_cache_and_take_its_locks(training, tmp_path):
    training.outputs(home_page_model())
    modes = {file.suffix: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "cache").iterdir()}
    assert modes[".outputs"] == 0o644
    assert modes.get(".lock", 0o666) == 0o666  # some versions of filelock remove it


def in_the_way(training, tmp_path, suffix):
    """Put a folder where a file of the home-page model should be, which not even root can read or write as a file."""
    place = tmp_path / "cache" / f"{training.key(home_page_model())}{suffix}"
    place.mkdir(parents=True)
    return place


def test_a_lock_that_can_not_be_taken_is_done_without(training, client, tmp_path, capfd):
    in_the_way(training, tmp_path, ".lock")
    first = training.outputs(home_page_model())
    np.testing.assert_array_equal(training.outputs(home_page_model()), first)
    assert client.count("train") == 1
    assert capfd.readouterr().err == ""


def test_a_cache_file_that_can_not_be_read_is_trained_again(training, client, tmp_path):
    unreadable = in_the_way(training, tmp_path, ".outputs")
    assert training.outputs(home_page_model()).shape == (50, 10)
    unreadable.rmdir()
    assert training.outputs(home_page_model()).shape == (50, 10)
    assert client.count("train") == 2


def test_a_cache_folder_that_can_not_be_written_is_done_without_and_told_of_once(training, client, tmp_path, capfd):
    (tmp_path / "cache").write_bytes(b"a file, so that nothing can be below it")
    with contextlib.redirect_stderr(io.StringIO()):  # as while checks run
        found = [training.outputs(home_page_model()) for _ in range(2)]
    np.testing.assert_array_equal(*found)
    assert client.count("train") == 2
    told = capfd.readouterr().err
    assert told.count("note: Trained models can't be kept") == 1
    assert str(tmp_path / "cache") in told


def answering(client, outputs):
    client.ask = lambda operation, *_: {"outputs": outputs} if operation == "train" else None


def test_the_accuracy_is_the_share_of_labels_with_the_largest_output(training, client, few_digits):
    outputs = np.zeros((50, 10), np.float32)
    outputs[np.arange(50), few_digits.y_test] = 1
    outputs[:5] = np.roll(outputs[:5], 1, axis=1)
    answering(client, outputs)
    assert training.accuracy(home_page_model()) == pytest.approx(0.9)


def test_outputs_that_are_not_finite_count_as_wrong(training, client):
    answering(client, np.full((50, 10), np.nan, np.float32))
    assert training.accuracy(home_page_model()) == 0


@pytest.mark.parametrize("reply", [None, {}, {"problem": "x"}, {"outputs": "no"}, {"outputs": np.zeros((50, 10))}])
def test_a_reply_without_outputs_is_our_error(training, client, reply):
    client.ask = lambda operation, *_: reply if operation == "train" else None
    with pytest.raises(TrainingError):
        training.outputs(home_page_model())


@pytest.mark.parametrize("error", [DeadlineError, PeerDiedError, WireError])
def test_a_broken_connection_is_our_error_and_is_not_used_again(training, client, error):
    healthy = client.ask

    def ask(operation, arguments, seconds):
        if operation == "train":
            raise error
        return healthy(operation, arguments, seconds)

    client.ask = ask
    with pytest.raises(TrainingError):
        training.outputs(home_page_model())
    assert client.closed
    client.ask = healthy
    assert training.outputs(home_page_model()).shape == (50, 10)


def test_a_model_of_more_work_that_meets_the_deadline_fails_its_check(training, client):
    healthy = client.ask

    def ask(operation, arguments, seconds):
        if operation == "train":
            raise DeadlineError
        return healthy(operation, arguments, seconds)

    client.ask = ask
    larger = replace(home_page_model(), layers=(Flatten(), Dense(200, RELU), Dense(10)))
    with pytest.raises(CheckFailed, match="too long to train"):
        training.outputs(larger)
    assert client.closed


def test_a_trainer_that_does_not_start_in_time_is_our_error_for_any_model(training, client):
    def ask(*_):
        raise DeadlineError

    client.ask = ask
    larger = replace(home_page_model(), layers=(Flatten(), Dense(200, RELU), Dense(10)))
    with pytest.raises(TrainingError):
        training.outputs(larger)


def test_a_trainer_that_is_killed_once_is_replaced(training, client):
    healthy, killed = client.ask, []

    def ask(operation, arguments, seconds):
        if operation == "train" and not killed:
            killed.append(operation)
            raise PeerDiedError
        return healthy(operation, arguments, seconds)

    client.ask = ask
    assert training.outputs(home_page_model()).shape == (50, 10)
    assert [done.model for done in training.trainings] == [home_page_model()]


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (replace(home_page_model(), compilation=None), "not compiled"),
        (
            replace(home_page_model(), compilation=Compilation(Part("Adam"), Loss("categorical_crossentropy"))),
            "labels that are whole numbers",
        ),
        (replace(home_page_model(), layers=(Flatten(), Dense(9))), "ten numbers"),
        (replace(home_page_model(), layers=(Dense(10),)), "ten numbers"),
    ],
)
def test_a_model_that_cannot_be_trained_on_digits_fails_its_check(training, client, model, message):
    with pytest.raises(CheckFailed, match=message):
        training.outputs(model)
    assert client.asked == []
