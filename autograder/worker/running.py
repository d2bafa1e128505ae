"""Tells whether TensorFlow runs in this process, which no fork outlives: its threads stay behind."""

import sys


def tensorflow_is_running() -> bool:
    """Say whether TensorFlow has started; to have imported it is not enough."""
    state = getattr(sys.modules.get("tensorflow.python.eager.context"), "_context", None)
    return state is not None and bool(state._initialized)  # noqa: SLF001 - TensorFlow has no public way to ask
