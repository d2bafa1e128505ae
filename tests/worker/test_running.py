"""Whether TensorFlow runs is told from its own state."""

import importlib.util
import sys
import types
from pathlib import Path

from autograder.worker.running import tensorflow_is_running


def test_tensorflow_runs_once_its_context_is_made(monkeypatch):
    context = types.SimpleNamespace(_context=None)
    monkeypatch.setitem(sys.modules, "tensorflow.python.eager.context", context)
    assert not tensorflow_is_running()
    context._context = types.SimpleNamespace(_initialized=False)
    assert not tensorflow_is_running()
    context._context = types.SimpleNamespace(_initialized=True)
    assert tensorflow_is_running()


def test_tensorflow_does_not_run_where_it_was_not_imported(monkeypatch):
    monkeypatch.delitem(sys.modules, "tensorflow.python.eager.context", raising=False)
    assert not tensorflow_is_running()


def test_the_state_that_is_looked_at_is_there():
    source = Path(importlib.util.find_spec("tensorflow").origin).parent / "python/eager/context.py"
    text = source.read_text()
    assert "_context = None" in text
    assert "self._initialized = " in text
