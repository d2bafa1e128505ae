"""The commands that measure trainings: calibrate, article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from autograder.cli.app import FINDINGS, fail, main, open_course, out, progress_bar

if TYPE_CHECKING:
    from autograder.calibration import Measurement

MNIST: Final = "mnist"
DATA_FILE = click.option(
    "--data",
    "file",
    type=click.Path(path_type=Path, exists=True),
    help="The profile's data file, where it is elsewhere.",
)


@main.command()
@click.option("--profile", help="The data profile to calibrate (default: the course's).")
@click.option("--seeds", type=click.IntRange(3), default=20, show_default=True, help="Trainings of each model.")
@DATA_FILE
@click.pass_context
def calibrate(context: click.Context, *, profile: str | None, seeds: int, file: Path | None) -> None:
    """Measure the reference models over seeds and propose the thresholds of a data profile."""
    from autograder import calibration  # noqa: PLC0415 - keeps `--help` quick

    measurements = _measure(context, profile, seeds, file)
    proposal = calibration.propose(measurements)
    for line in proposal.yaml_lines():
        out.print(line)
    if not proposal.separates:
        fail("These bounds do not tell a model with its activation from one without. Train longer.", FINDINGS)


@main.command()
@click.option("--seeds", type=click.IntRange(3), default=5, show_default=True, help="Trainings of each model.")
@DATA_FILE
@click.pass_context
def article(context: click.Context, *, seeds: int, file: Path | None) -> None:
    """Repeat the article's experiment: the full MNIST, five epochs, with and without the hidden activation."""
    from autograder import calibration  # noqa: PLC0415 - keeps `--help` quick

    for line in calibration.article_lines(_measure(context, MNIST, seeds, file)):
        out.print(line)


def _measure(context: click.Context, profile: str | None, seeds: int, file: Path | None) -> list[Measurement]:
    from autograder import calibration  # noqa: PLC0415 - keeps `--help` quick
    from autograder.sandbox.ladder import best_rung  # noqa: PLC0415
    from autograder.sandbox.launch import shared_sandbox  # noqa: PLC0415
    from autograder.trainer_process import open_training  # noqa: PLC0415

    course, path = open_course(context)
    training = open_training(course, path.parent, shared_sandbox(best_rung()), profile, file)
    with progress_bar("Training") as progress:
        measurements = list(progress.track(calibration.measure(training, range(1, seeds + 1)), total=seeds))
    training.close()
    for line in calibration.table_lines(measurements):
        out.print(line)
    name = profile or course.data.profile
    inside = calibration.within(measurements, dict(course.data.profiles)[name].thresholds)  # type: ignore[index]
    out.print(f"{inside} of {seeds} seeds lie within the thresholds of the profile {name} in {path.name}.")
    return measurements
