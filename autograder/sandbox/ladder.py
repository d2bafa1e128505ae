"""Finding the strongest rung of the ladder that holds on this machine, by trying to get past it."""

from __future__ import annotations

import contextlib
import functools
import os
import socket
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from autograder.errors import UsageError
from autograder.sandbox.grants import PACKAGE
from autograder.sandbox.inside.limits import ProcessLimits
from autograder.sandbox.inside.probe import Attempt
from autograder.sandbox.plain import PlainPeer
from autograder.sandbox.promises import promised
from autograder.sandbox.rung import COULD, STRONG, Rung, RungError, not_holding
from autograder.sandbox.system import this_system
from autograder.sandbox.zygote import NOTHING, Zygote, ZygoteLostError
from autograder.wire.frames import DeadlineError, PeerDiedError
from autograder.wire.values import WireError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.sandbox.peer import Peer

PROBE: Final = "autograder.sandbox.inside.probe"
LIMITS: Final = ProcessLimits(processes=16)
SECONDS: Final = 30.0
READABLE_BY_ALL: Final = "/etc/passwd"
OF_THIS_PACKAGE: Final = ("checks/__init__.py", "graders", "course/__init__.py", "cli/app.py")
LEAVING_RUNG_OUT: Final = "Leave --rung out for the best that holds; `autograder doctor` says more."


@dataclass(frozen=True)
class Finding:
    """What came of probing a rung."""

    rung: Rung
    reason: str = ""
    """Why it does not start; empty where it does."""

    refused: frozenset[Attempt] = frozenset()

    @property
    def broken(self) -> tuple[Attempt, ...]:
        """What the rung promises to refuse and did not."""
        return tuple(attempt for attempt in Attempt if attempt in promised(self.rung) - self.refused)

    @property
    def allowed(self) -> tuple[Attempt, ...]:
        """What was not refused, promised or not; empty where the rung does not start."""
        return () if self.reason else tuple(attempt for attempt in Attempt if attempt not in self.refused)

    @property
    def holds(self) -> bool:
        """Whether the rung starts and keeps its promises."""
        return not self.reason and not self.broken

    @property
    def why_not(self) -> str:
        """Why the rung does not hold, whichever rung it is."""
        return self.reason or f"student code could {', '.join(self.broken)}."

    def __str__(self) -> str:
        """Say in a sentence why the rung does not hold, or that it does."""
        if self.holds:
            return f"Rung {self.rung} holds."
        return not_holding([self.rung], self.why_not)


def choose_rung(asked: Rung | None, *, allow_weak: bool = False) -> Rung:
    """Settle on a rung: the one asked for, or the best that holds; a weak one only where that is allowed.

    Raises UsageError for a weak one that is not allowed, and RungError where the rung does not hold.
    """
    if asked is None:
        return best_rung()
    if asked not in STRONG and not allow_weak:
        raise UsageError(
            f"On rung {asked}, submissions could {COULD[asked]}. "
            "Add --allow-weak-sandbox if you trust all of them, or leave --rung out."
        )
    finding = probe(asked)
    if not finding.holds:
        raise RungError(f"{finding} {LEAVING_RUNG_OUT}")
    return asked


@functools.cache
def best_rung() -> Rung:
    """Find the strongest rung that holds; raises RungError where none does that keeps files out of reach."""
    findings = []
    for rung in STRONG:
        finding = probe(rung)
        if finding.holds:
            return rung
        findings.append(finding)
    weak = [probe(rung) for rung in Rung if rung not in STRONG]
    raise RungError(
        f"No rung holds here that keeps files away from submissions. {_reasons(findings)} `autograder doctor` says "
        f"what to do. {weak_offer(weak)}"
    )


def weak_offer(findings: Sequence[Finding]) -> str:
    """Say which weak rungs there are for submissions that are trusted: those that hold."""
    holding = [f"--rung {one.rung}" for one in findings if one.holds and one.rung not in STRONG]
    if not holding:
        return "No weaker rung holds either."
    return f"For submissions that you trust, there is {' or '.join(holding)} with --allow-weak-sandbox."


def _reasons(findings: Sequence[Finding]) -> str:
    """Give each reason once, with all rungs that do not hold for it."""
    rungs: dict[str, list[Rung]] = {}
    for finding in findings:
        rungs.setdefault(finding.why_not, []).append(finding.rung)
    return " ".join(not_holding(those, reason) for reason, those in rungs.items())


def probe(rung: Rung) -> Finding:
    """Start processes on a rung and attempt what must be refused, which takes Linux."""
    if this_system().platform != "linux":
        # What starts there was never root or is so no longer: where it can't give that up, it does not start.
        return Finding(rung, refused=promised(rung)) if rung is Rung.E else Finding(rung, "it needs Linux.")
    try:
        with _started(rung) as (peer, other), _targets() as targets:
            targets["neighbour"] = [other.client.ask("leave", "a submission's", SECONDS)]
            answers = peer.client.ask("attempt", targets, SECONDS)
    except RungError as error:
        return Finding(rung, error.reason)
    except ZygoteLostError as error:
        return Finding(rung, str(error))
    except (DeadlineError, PeerDiedError, WireError, OSError) as error:
        return Finding(rung, f"the probe ended early ({type(error).__name__}).")
    return Finding(rung, refused=frozenset(attempt for attempt in Attempt if answers[attempt.name]))


@contextlib.contextmanager
def _started(rung: Rung) -> Iterator[tuple[Peer, Peer]]:
    """Start two processes side by side, as for two submissions."""
    with contextlib.ExitStack() as stack:
        if rung is not Rung.E:
            zygote = Zygote(rung, NOTHING)
            stack.callback(zygote.close)
        pair = []
        for _ in range(2):
            peer: Peer = PlainPeer(PROBE, LIMITS) if rung is Rung.E else zygote.fork(PROBE, LIMITS)
            stack.callback(peer.discard)
            pair.append(peer)
        yield pair[0], pair[1]


@contextlib.contextmanager
def _targets() -> Iterator[dict[str, Any]]:
    """Set up what is to be out of reach: a file, a folder and a socket that are open to every user of the machine."""
    with tempfile.TemporaryDirectory(prefix="autograder-probe-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - so that nothing but the sandbox keeps it away
        path, inner, name = (f"{folder}/{what}" for what in ("file", "folder", "socket"))
        with open(path, "w", encoding="utf-8") as file:
            file.write("out of reach")
        os.chmod(path, 0o644)
        os.mkdir(inner)
        os.chmod(inner, 0o777)  # noqa: S103 - likewise
        with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
            listening.bind(name)
            os.chmod(name, 0o777)  # noqa: S103 - likewise
            yield {
                "files": [path, READABLE_BY_ALL],
                "package": [os.fspath(PACKAGE / inside) for inside in OF_THIS_PACKAGE],
                "folder": inner,
                "socket": name,
                "pid": os.getpid(),
            }
