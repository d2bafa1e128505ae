"""The student's notebook as graders see it: attributes are functions whose calls cross the boundary."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from autograder.checks import barriers
from autograder.checks.rehearsal import key_of
from autograder.model import Outcome
from autograder.sandbox.endings import CallFailed, CellError, Ending
from autograder.sandbox.foresight import Call, request_of
from autograder.sandbox.replies import value_reply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.sandbox.session import WorkerSession

FLAGS: Final = frozenset({"overflow", "invalid", "divide"})
LONGEST_LINE: Final = 120
MOST_LINES: Final = 500
"""Cells with more lines get no line quoted: which one an exception comes from could say much of a hidden input."""

HINTS: Final = {
    "FloatingPointError": "Which `errstate` or `seterr` of yours turns NumPy's warnings into errors, and is it needed?",
    "NameError": "Restart the kernel and run all cells: in which cell of yours is that name defined?",
    "UnboundLocalError": "On which way through your function does that variable get no value?",
    "OverflowError": "Which number becomes too large for Python's `math`, and would NumPy's function of that name do?",
    "RecursionError": "Which call of your function is to be the last one?",
    "ZeroDivisionError": "Which denominator can be 0, and for which input?",
    "KeyError": "Which key does the message name in your notebook, and where should it have been put in?",
}
MEMORY: Final = "asked for more memory than grading allows"
MEMORY_HINT: Final = "What is the shape of the largest array that it makes?"
DEFINITION: Final = r"\b(?:def|class|as)[ \t]+{0}\b|^[ \t]*{0}[ \t]*(?::[^=\n]*)?="
"""Within a line, as a search over many blank ones would take as long as their number squared."""


class StudentCallError(Exception):
    """A call that brought no value: its outcome, and a sentence and a hint for the student."""

    def __init__(self, outcome: Outcome, message: str, hint: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.outcome = outcome
        self.message = message
        self.hint = hint
        self.detail = detail


@dataclass(frozen=True)
class Observation:
    """What a call returned, its positional arguments as they are afterwards, and NumPy's floating-point events."""

    value: Any
    arguments: tuple[Any, ...]
    floating_point: frozenset[str]


class Student:
    """Hands out the student's functions by name; `sources` are the texts of her cells by their number."""

    def __init__(self, session: WorkerSession, sources: Mapping[int, str]) -> None:
        self._session = session
        self._sources = sources
        self._declared: dict[str, Any] = {}
        self.asked: list[Call] = []
        """What checks have asked for so far, in order; the keys of what can't be foreseen are None."""

    def __getattr__(self, name: str) -> StudentFunction:
        """The student's function of that name, whether it exists or not: calling it tells."""
        if name.startswith("_"):
            raise AttributeError(name)
        return StudentFunction(self, name)

    def value(self, name: str) -> Any:  # noqa: ANN401 - any wire value
        """A variable of the student's; raises StudentCallError where there is none."""
        self.asked.append(Call({"name": name}, None))
        try:
            return self._session.value(name)
        except CallFailed as failure:
            raise self._explain(name, failure) from failure

    def call(
        self, name: str, arguments: tuple[object, ...], keywords: dict[str, object], **how: bool
    ) -> dict[str, Any]:
        """Call across the boundary; raises StudentCallError where that brings no value."""
        try:
            return self._reply(name, arguments, keywords, how)
        except CallFailed as failure:
            words = "".join(f" with `{keyword}` by keyword" for keyword in keywords)
            raise self._explain(name, failure, _RAISED_HINTS[bool(arguments)], f"`{name}`{words}") from failure

    def foresee(self, calls: Sequence[Call], *, until_failure: bool = True) -> None:
        """Make calls that checks are likely to ask for next in one exchange."""
        self._session.foresee(calls, until_failure=until_failure)

    def _reply(
        self, name: str, arguments: tuple[object, ...], keywords: dict[str, object], how: dict[str, bool]
    ) -> dict[str, Any]:
        key = key_of(name, arguments, keywords, how)
        foreseen = self._session.foreseen(key)
        if foreseen is not None:
            call, reply = foreseen
            self.asked.append(call)
            return value_reply(reply)
        # Whoever asked may go on to change the arguments, and the call may be made again.
        arguments, keywords = copy.deepcopy((arguments, keywords))
        self.asked.append(Call(request_of(name, arguments, keywords, **how), key))
        return self._session.call(name, arguments, keywords, **how)

    def declaration(self, name: str, arguments: tuple[object, ...], keywords: dict[str, object]) -> Any:  # noqa: ANN401
        """The declaration of the model that a call returns; each call is made once, however many checks look."""
        asked = repr((name, arguments, sorted(keywords.items())))
        if asked not in self._declared:
            self._declared[asked] = self.call(name, arguments, keywords, declare=True)["value"]
        return copy.deepcopy(self._declared[asked])

    def _explain(  # noqa: PLR0911 - one case an ending
        self, name: str, failure: CallFailed, hint: str = "", called: str = ""
    ) -> StudentCallError:
        match failure.ending:
            case Ending.MISSING:
                return self._explain_missing(name)
            case Ending.RAISED if failure.error is not None:
                return self._explain_raised(called or f"`{name}`", failure.error, hint)
            case Ending.TIMED_OUT:
                return StudentCallError(
                    Outcome.TIMED_OUT,
                    f"`{name}` had not answered when its time was up.",
                    "Is there a loop that may never end, or one over elements that an array operation could replace?",
                    failure.detail,
                )
            case Ending.OUT_OF_TIME:
                return StudentCallError(
                    Outcome.TIMED_OUT,
                    "The notebook had used up its time before this check.",
                    "Which of your cells or functions runs long? The notes on your notebook name those cut off.",
                )
            case Ending.OUT_OF_MEMORY:
                return StudentCallError(Outcome.OUT_OF_MEMORY, f"`{name}` {MEMORY}.", MEMORY_HINT, failure.detail)
            case Ending.WROTE_TOO_MUCH:
                return StudentCallError(
                    Outcome.ERRORED, f"`{name}` {barriers.TOO_MUCH_IN_FILES}.", barriers.FILES_HINT, failure.detail
                )
            case Ending.TOO_LARGE:
                return StudentCallError(
                    Outcome.FAILED,
                    f"`{name}` returned more than grading takes.",
                    "What does `np.shape(...)` say of your result, and is it an array rather than a long list?",
                )
            case Ending.BROKE_PROTOCOL:
                return StudentCallError(
                    Outcome.ERRORED,
                    f"The answer of `{name}` could not be read.",
                    "Does a cell write to files or connections that it did not open?",
                    failure.detail,
                )
            case Ending.NOT_CALLABLE:
                return StudentCallError(
                    Outcome.FAILED,
                    f"`{name}` is not a function.",
                    f"Does a later cell use the name `{name}` for something else?",
                )
        return StudentCallError(
            Outcome.ERRORED,
            f"`{name}` ended the Python process that it ran in.",
            "Does it call a function that leaves Python, or recurse without end?",
            failure.detail,
        )

    def _explain_raised(self, called: str, error: CellError, hint: str) -> StudentCallError:
        if error.type_name == "NotImplementedError":
            return StudentCallError(Outcome.NOT_ATTEMPTED, f"{called} still raises NotImplementedError.")
        if error.type_name == "MemoryError":
            return StudentCallError(Outcome.OUT_OF_MEMORY, f"{called} {MEMORY}.", MEMORY_HINT)
        if error.barrier is not None:
            return StudentCallError(
                Outcome.ERRORED,
                f"{called} {barriers.CLAUSES[error.barrier]}{self._where(error)}.",
                barriers.HINTS[error.barrier],
            )
        return StudentCallError(
            Outcome.ERRORED,
            f"Calling {called} raised {error.type_name}{self._where(error)}.",
            HINTS.get(error.type_name, hint),
        )

    def _explain_missing(self, name: str) -> StudentCallError:
        """A missing name was not attempted, unless a cell that would define it stopped before."""
        defines = re.compile(DEFINITION.format(re.escape(name)), re.MULTILINE)
        for error in self._session.report.errors.values():
            unfinished = error.type_name == "NotImplementedError"
            if not unfinished and defines.search(self._sources.get(error.cell or 0, "")):
                return StudentCallError(
                    Outcome.ERRORED,
                    f"`{name}` is not defined: its cell stopped with {error.type_name}{self._where(error)}.",
                    "Restart the kernel and run all cells: the same cell should stop in your notebook too."
                    if error.barrier is None
                    else barriers.HINTS[error.barrier],
                )
        return StudentCallError(Outcome.NOT_ATTEMPTED, f"`{name}` is not defined in the notebook.")

    def _where(self, error: CellError) -> str:
        """The student's own line, quoted, where the exception came up in her code."""
        lines = self._sources.get(error.cell or 0, "").split("\n")
        if error.line is None or not 1 <= error.line <= len(lines) <= MOST_LINES:
            return ""
        text = lines[error.line - 1].strip()
        if not text:
            return ""
        text = text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1] + "…"
        return f" at line {error.line} of its cell: `{text}`"


_RAISED_HINTS: Final = {
    True: "Call it in your notebook with a number, a list and arrays of one and of two axes: which of them fails?",
    False: "Restart the kernel, run your cells without the experiments, and call it: does it stop at the same line? "
    "Data that an experiment cell loads is not there at grading.",
}
"""By whether there were positional arguments: functions that build models have none."""


@dataclass(frozen=True)
class StudentFunction:
    """One function of the student's; each call crosses the boundary and raises StudentCallError where it fails."""

    student: Student
    name: str

    def __call__(self, *arguments: object, **keywords: object) -> Any:  # noqa: ANN401 - any wire value
        """Call and return the value: an array, scalar, text, list, tuple, dict or `Opaque`."""
        return self.student.call(self.name, arguments, keywords)["value"]

    def observe(self, *arguments: object, **keywords: object) -> Observation:
        """Call and return the value together with what the call did besides."""
        reply = self.student.call(self.name, arguments, keywords, keep_arguments=True)
        kept, flags = reply.get("arguments"), reply.get("floating_point")
        return Observation(
            reply["value"],
            tuple(kept) if type(kept) is list else (),
            frozenset(flag for flag in flags if type(flag) is str) & FLAGS if type(flags) is list else frozenset(),
        )

    def declare(self, *arguments: object, **keywords: object) -> Any:  # noqa: ANN401
        """Call and return the declaration of the Keras model that came back, or an `Opaque` for anything else."""
        return self.student.declaration(self.name, arguments, keywords)
