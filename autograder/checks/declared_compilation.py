"""Reads what a declared model was compiled with: optimizer, loss and metrics."""

from __future__ import annotations

from autograder.checks import allowed
from autograder.checks.architecture import Compilation, Loss, Part
from autograder.checks.untrusted import (
    DeclarationRejected,
    Tree,
    field,
    plain_number,
    public_name,
    sayable,
    settings_of,
    unreadable,
)


def read_compilation(node: Tree) -> Compilation | None:
    """Read the settings of `compile`; None for a model that is not compiled. Raises DeclarationRejected."""
    if node is None:
        return None
    weights = field(node, "loss_weights")
    if weights not in (None, [1], [1.0]):
        raise DeclarationRejected(
            "`compile` got loss weights.",
            "Its third argument is `loss_weights`: are the metrics given by name, as `metrics=[...]`?",
        )
    return Compilation(_optimizer(field(node, "optimizer")), _loss(field(node, "loss")), _metrics(node.get("metrics")))


def _optimizer(node: Tree) -> Part:
    kind, space, name = public_name(node)
    if kind != "object" or space != "keras.optimizers" or name not in allowed.OPTIMIZERS:
        raise DeclarationRejected(
            f"The optimizer `{sayable(name)}` is none that the grader rebuilds.",
            "Which one does the question ask for?",
        )
    settings = settings_of(node)
    clips = sum(settings.get(key) is not None for key in allowed.CLIPPING)
    if clips > 1 or any(settings.get(key) for key in allowed.OPTIMIZER_OFF):
        raise DeclarationRejected(
            f"The optimizer `{name}` has settings that the grader does not rebuild.", "What does it do without any?"
        )
    names = sorted({*allowed.OPTIMIZERS[name], *allowed.OPTIMIZER_EXTRAS})
    return Part(name, tuple((key, _setting(settings[key], key)) for key in names if settings.get(key) is not None))


def _setting(value: Tree, key: str) -> float | bool:
    if type(value) is bool and key in allowed.SWITCHES:
        return value
    number = None if key in allowed.SWITCHES else plain_number(value)
    if number is None or (key in allowed.SHARES and not 0 <= number <= 1):
        raise DeclarationRejected(
            f"The optimizer's `{key}` is no plain number in its range.",
            "Does training work with the optimizer's default settings?",
        )
    return number


def _loss(node: Tree) -> Loss:
    if node is None:
        raise DeclarationRejected("The model is compiled without a loss.", "What is training to make small?")
    if type(node) is str:
        raise DeclarationRejected("The model's loss is none that Keras knows by that name.", "How is it spelled?")
    from_logits: object = False
    if type(node) is dict and node.get("kind") == "partial":
        settings, node = settings_of(node), field(node, "function")
        if set(settings) != {"from_logits"}:
            raise unreadable()
        from_logits = settings["from_logits"]
    kind, space, name = public_name(node)
    if space == "keras.losses" and kind == "object" and name in allowed.LOSSES:
        settings = settings_of(node)
        if settings.get("reduction") != "sum_over_batch_size" or settings.get("ignore_class") is not None:
            raise DeclarationRejected(
                "The loss has settings that the grader does not rebuild.", "Are `reduction` and `ignore_class` needed?"
            )
        name, from_logits = allowed.LOSSES[name], settings.get("from_logits", False)
    elif space != "keras.losses" or kind != "function" or name not in allowed.LOSSES.values():
        raise DeclarationRejected(
            f"The loss `{sayable(name)}` is none of Keras' own that the grader rebuilds.",
            "Which name in `keras.losses` does the same?",
        )
    if type(from_logits) is not bool:
        raise unreadable()
    return Loss(name, from_logits)


def _metrics(node: Tree) -> tuple[str, ...]:
    """List all metrics, however they are nested."""
    if node is None:
        return ()
    if type(node) is list:
        return tuple(name for item in node for name in _metrics(item))
    if type(node) is dict and node.get("kind") == "dict" and type(node.get("settings")) is dict:
        return tuple(name for item in node["settings"].values() for name in _metrics(item))
    name = node.get("name") if type(node) is dict else node
    if type(name) is not str:
        return ("custom",)
    name = name.lower() if type(node) is str else name
    return (allowed.METRICS.get(name, "custom"),)
