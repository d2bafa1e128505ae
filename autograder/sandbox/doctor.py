"""Examining this machine by doing: each measure by itself, each rung as a whole, and the remedy for what is missing."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from autograder.sandbox import bubblewrap, grants, remedies
from autograder.sandbox.inside.landlock import SCOPE_VERSION, TCP_VERSION
from autograder.sandbox.inside.trials import Answer, Question
from autograder.sandbox.ladder import Finding, probe
from autograder.sandbox.rung import STRONG, Rung, RungError
from autograder.sandbox.system import System, memory_bytes, this_system
from autograder.sandbox.system_calls import FilterError, compile_filter
from autograder.sandbox.user_ids import USER_IDS

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: Final = 60.0
GIGABYTE: Final = 1_000_000_000
TRUNCATE_VERSION: Final = 3
LACKS: Final = {
    TRUNCATE_VERSION: "emptying files (seccomp refuses it all the same)",
    TCP_VERSION: "TCP (seccomp refuses it all the same)",
    SCOPE_VERSION: "signals and abstract sockets (seccomp refuses them all the same)",
}
"""What a version of Landlock does not judge yet, by the version that does."""

TRY: Final = "import sys; sys.path[1:1] = {paths}; from autograder.sandbox.inside.trials import main; main()"
OF_LINUX: Final = ("bubblewrap", "User namespaces", "Namespaces for each submission", "Landlock", "seccomp")


@dataclass(frozen=True)
class Measure:
    """One thing that the sandbox uses: whether it holds, what was found, and what to do where it is missing."""

    name: str
    holds: bool
    found: str
    remedy: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """All that was found."""

    measures: tuple[Measure, ...]
    findings: tuple[Finding, ...]

    @property
    def rung(self) -> Rung | None:
        """The rung that grading uses unless told otherwise; None where none of the strong ones holds."""
        return next((one.rung for one in self.findings if one.rung in STRONG and one.holds), None)


@dataclass(frozen=True)
class Need:
    """The memory that grading may take: so many processes, each with one submission at a time."""

    jobs: int
    memory_bytes: int


def examine(need: Need) -> Diagnosis:
    """Try everything on this machine; takes a few seconds."""
    system = this_system()
    if system.platform != "linux":
        return _elsewhere(need)
    findings = tuple(probe(rung) for rung in Rung)
    program, complaint = _filter()
    tried = _try(program)
    before = _user(tried), _bubblewrap(system, tried), _namespaces(system, tried)
    after = _landlock(system, tried), _seccomp(system, tried, complaint)
    own = _own_namespaces(findings[0], [*before, *after])
    diagnosis = Diagnosis((*before, own, *after), findings)
    return replace(diagnosis, measures=(*diagnosis.measures, _interpreter(tried, diagnosis.rung), _memory(need)))


def as_json(diagnosis: Diagnosis) -> dict[str, Any]:
    """Turn a diagnosis into plain data; attempts go by their names."""
    return {
        "rung": diagnosis.rung,
        "measures": [asdict(measure) for measure in diagnosis.measures],
        "rungs": [
            {
                "rung": finding.rung,
                "holds": finding.holds,
                "reason": "" if finding.holds else str(finding),
                "allowed": [attempt.name.lower() for attempt in finding.allowed],
            }
            for finding in diagnosis.findings
        ],
    }


def _elsewhere(need: Need) -> Diagnosis:
    """Say that all but the weakest rung takes Linux."""
    absent = (Measure(name, holds=False, found="needs Linux", remedy=remedies.NO_LINUX) for name in OF_LINUX)
    return Diagnosis((*absent, _memory(need)), tuple(probe(rung) for rung in Rung))


def _filter() -> tuple[bytes, FilterError | None]:
    try:
        return compile_filter(), None
    except FilterError as error:
        return b"", error


def _try(program: bytes) -> Answer:
    """Have each of the kernel's measures tried in a process of its own."""
    user = USER_IDS[0] if os.geteuid() == 0 else None
    readable = (*grants.import_paths(), *(entry for grant in grants.grants() for entry in grant.entries()))
    answer = subprocess.run(  # noqa: S603 - our own interpreter and modules
        [grants.interpreter(), "-ISB", "-c", TRY.format(paths=list(grants.import_paths()))],
        input=json.dumps(asdict(Question(user, program.hex(), readable))),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=SECONDS,
        check=True,
    )
    return Answer.loads(answer.stdout)


def _user(tried: Answer) -> Measure:
    name = "A user other than root"
    if os.geteuid() != 0:
        return Measure(name, holds=True, found="student code runs under this user's id")
    if tried.change_of_user.works:
        found = f"student code runs under ids from {USER_IDS.start} on, which belong to nobody, as this is root"
        return Measure(name, holds=True, found=found)
    return Measure(
        name,
        holds=False,
        found=f"this is root and can't become anybody else ({tried.change_of_user.message})",
        remedy=remedies.NO_CHANGE_OF_USER,
    )


def _bubblewrap(system: System, tried: Answer) -> Measure:
    try:
        bubblewrap.find()
        inner = [grants.interpreter(), "-ISc", ""]
        command = bubblewrap.command(inner, own_namespaces=False, work_bytes=bubblewrap.SCRATCH_BYTES)
        result = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    except RungError:
        remedy = remedies.for_bubblewrap(system, is_installed=False, namespaces=tried.namespaces)
        return Measure("bubblewrap", holds=False, found="not installed", remedy=remedy)
    if result.returncode == 0:
        return Measure("bubblewrap", holds=True, found="starts, with granted files only")
    words = result.stderr.strip().splitlines() or [f"exit status {result.returncode}"]
    remedy = remedies.for_bubblewrap(system, is_installed=True, namespaces=tried.namespaces)
    return Measure("bubblewrap", holds=False, found=words[-1], remedy=remedy)


def _namespaces(system: System, tried: Answer) -> Measure:
    if tried.namespaces.works:
        return Measure("User namespaces", holds=True, found="an ordinary user can make one and mount in it")
    remedy = remedies.for_namespaces(system)
    return Measure("User namespaces", holds=False, found=tried.namespaces.message, remedy=remedy)


def _own_namespaces(strongest: Finding, others: Sequence[Measure]) -> Measure:
    """Judge them by the strongest rung as a whole, which starts only where all other measures hold."""
    name = "Namespaces for each submission"
    if strongest.holds:
        return Measure(name, holds=True, found="processes, mounts and IPC of its own, and files of limited size")
    lacking = ", ".join(measure.name for measure in others if not measure.holds)
    if lacking:
        found = f"can't be tried without: {lacking}"
        return Measure(name, holds=False, found=found, remedy=f"Only rung A takes them. See: {lacking}.")
    return Measure(name, holds=False, found=str(strongest), remedy=remedies.NO_OWN_NAMESPACES)


def _landlock(system: System, tried: Answer) -> Measure:
    if not tried.landlock.works:
        remedy = remedies.for_landlock(system, tried.landlock)
        return Measure("Landlock", holds=False, found=tried.landlock.message, remedy=remedy)
    version = tried.landlock_version
    lacks = [what for since, what in LACKS.items() if version < since]
    missing = f", which does not judge {'; nor '.join(lacks)}" if lacks else ", with all that is used"
    return Measure("Landlock", holds=True, found=f"version {version}{missing}")


def _seccomp(system: System, tried: Answer, complaint: FilterError | None) -> Measure:
    if complaint is not None and complaint.is_missing:
        return Measure("seccomp", holds=False, found="libseccomp is missing", remedy=remedies.for_libseccomp(system))
    if complaint is not None:
        return Measure("seccomp", holds=False, found=str(complaint), remedy=remedies.for_seccomp(system))
    if tried.seccomp.works:
        return Measure("seccomp", holds=True, found="libseccomp compiles the allow-list, and the kernel keeps to it")
    return Measure("seccomp", holds=False, found=tried.seccomp.message, remedy=remedies.for_seccomp(system))


def _interpreter(tried: Answer, rung: Rung | None) -> Measure:
    """Judge whether it can be used: a strong rung started by root has its ways to one that is closed to others."""
    name, found = "Interpreter", "student code's user can read it and its libraries"
    if tried.reading.works:
        return Measure(name, holds=True, found=found)
    found = f"it lies in a folder that is closed to others ({tried.reading.message})"
    if rung is not None:
        return Measure(name, holds=True, found=f"{found}; A to C can use it all the same, D and E can't")
    return Measure(name, holds=False, found=found, remedy=remedies.CLOSED_INTERPRETER)


def _memory(need: Need) -> Measure:
    total, each = memory_bytes(), need.memory_bytes
    found = (
        f"{total / GIGABYTE:.1f} GB, of which {need.jobs} submissions at once may take {each / GIGABYTE:.1f} GB each"
    )
    if need.jobs * each <= total:
        return Measure("Memory", holds=True, found=found)
    return Measure("Memory", holds=False, found=found, remedy=_saving(total // each))


def _saving(jobs: int) -> str:
    if jobs:
        return f"Grade with --jobs {jobs}, or lower limits.memory_bytes in course.yml."
    return "Lower limits.memory_bytes in course.yml, or grade on a machine with more memory."
