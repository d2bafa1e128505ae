"""A rung holds if it starts and refuses all that it promises to; the strongest that holds is used."""

import os
import tempfile

import pyseccomp
import pytest

from autograder.errors import UsageError
from autograder.sandbox import bubblewrap, ladder, zygote
from autograder.sandbox.inside.probe import Attempt
from autograder.sandbox.ladder import Finding
from autograder.sandbox.promises import BY_FILES, BY_SYSTEM_CALLS, promised
from autograder.sandbox.rung import STRONG, Rung, RungError
from autograder.sandbox.system_calls import FilterError

EVERYTHING = frozenset(Attempt)


@pytest.fixture
def fresh_ladder():
    ladder.best_rung.cache_clear()
    yield
    ladder.best_rung.cache_clear()


def probed(rung):
    finding = ladder.probe(rung)
    if finding.reason:
        pytest.skip(finding.reason)
    return finding


@pytest.mark.parametrize("rung", STRONG)
def test_a_strong_rung_that_starts_refuses_every_attempt(rung):
    assert probed(rung).allowed == ()


def test_rung_d_refuses_what_takes_a_system_call_but_no_files():
    finding = probed(Rung.D)
    assert finding.holds
    assert set(finding.allowed) == BY_FILES


def test_attempts_get_through_where_nothing_refuses_them():
    finding = probed(Rung.E)
    allowed = set(finding.allowed)
    between_users = {Attempt.READ_NEIGHBOUR, Attempt.SEND_SIGNAL} if os.geteuid() == 0 else set()
    assert allowed >= BY_FILES - between_users
    assert {Attempt.SEND_DATAGRAM, Attempt.OPEN_SOCKET, Attempt.MAKE_PROCESS, Attempt.RUN_PROGRAM} < allowed
    assert {Attempt.TRACE_PROCESS, Attempt.EVADE_LIMITS, Attempt.EMPTY_FILE} < allowed
    assert finding.holds


def test_the_weakest_rung_promises_that_nobody_acts_as_root_and_no_more():
    assert promised(Rung.E) == {Attempt.BE_ROOT, Attempt.HOLD_CAPABILITIES}
    assert Finding(Rung.E, refused=promised(Rung.E)).holds
    assert not Finding(Rung.E).holds


def test_strong_rungs_promise_everything_and_weaker_ones_less():
    assert all(promised(rung) == EVERYTHING for rung in STRONG)
    assert promised(Rung.E) < promised(Rung.D) < promised(Rung.C)


def test_a_rung_whose_filter_lets_everything_pass_does_not_hold(monkeypatch):
    probed(Rung.C)
    with tempfile.TemporaryFile() as file:
        pyseccomp.SyscallFilter(pyseccomp.ALLOW).export_bpf(file)
        file.seek(0)
        program = file.read()
    monkeypatch.setattr(zygote, "compile_filter", lambda: program)
    finding = ladder.probe(Rung.C)
    assert not finding.holds
    assert {Attempt.OPEN_SOCKET, Attempt.MAKE_PROCESS, Attempt.RUN_PROGRAM} <= set(finding.broken) <= BY_SYSTEM_CALLS
    with pytest.raises(RungError, match=r"student code could .*make a process.*--rung"):
        ladder.choose_rung(Rung.C)


def test_a_rung_on_which_submissions_read_each_other_does_not_hold(monkeypatch):
    probed(Rung.C)
    monkeypatch.setattr(zygote, "_readable_beside", lambda work: (*zygote._every_grant(), work.path))
    assert ladder.probe(Rung.C).broken == (Attempt.READ_NEIGHBOUR,)


def test_a_finding_tells_what_was_promised_and_not_refused():
    finding = Finding(Rung.D, refused=EVERYTHING - {Attempt.READ_FILE, Attempt.MOUNT, Attempt.BE_ROOT})
    assert finding.broken == (Attempt.MOUNT, Attempt.BE_ROOT)
    assert finding.allowed == (Attempt.READ_FILE, Attempt.MOUNT, Attempt.BE_ROOT)
    assert str(finding) == "Rung D does not hold here: student code could mount a file system, act as root."


def test_a_rung_that_does_not_start_allows_nothing_and_does_not_hold():
    finding = Finding(Rung.E, "There is no Python.")
    assert not finding.holds
    assert finding.allowed == ()
    assert str(finding) == "Rung E does not hold here: There is no Python."


def finding_of(*holding):
    return lambda rung: Finding(rung, refused=EVERYTHING) if rung in holding else Finding(rung, f"No {rung}.")


@pytest.mark.usefixtures("fresh_ladder")
@pytest.mark.parametrize(
    ("holding", "best"), [(Rung, Rung.A), ((Rung.B, Rung.C), Rung.B), ((Rung.C, Rung.D, Rung.E), Rung.C)]
)
def test_the_strongest_rung_that_holds_is_chosen(monkeypatch, holding, best):
    monkeypatch.setattr(ladder, "probe", finding_of(*holding))
    assert ladder.choose_rung(None) is best


@pytest.mark.usefixtures("fresh_ladder")
def test_no_weak_rung_is_chosen_unasked(monkeypatch):
    monkeypatch.setattr(ladder, "probe", finding_of(Rung.D, Rung.E))
    reasons = " ".join(f"Rung {rung} does not hold here: No {rung}." for rung in STRONG)
    with pytest.raises(RungError, match=rf"{reasons} `autograder doctor`.*there is --rung D or --rung E with"):
        ladder.choose_rung(None, allow_weak=True)


@pytest.mark.usefixtures("fresh_ladder")
@pytest.mark.parametrize(
    ("holding", "offer"),
    [
        ((Rung.E,), "For submissions that you trust, there is --rung E with --allow-weak-sandbox."),
        ((), "No weaker rung holds either."),
    ],
)
def test_only_weak_rungs_that_hold_are_offered(monkeypatch, holding, offer):
    monkeypatch.setattr(ladder, "probe", finding_of(*holding))
    with pytest.raises(RungError) as caught:
        ladder.choose_rung(None)
    assert str(caught.value).endswith(f"says what to do. {offer}")


@pytest.mark.usefixtures("fresh_ladder")
def test_a_reason_that_several_rungs_have_is_given_once(monkeypatch):
    monkeypatch.setattr(ladder, "probe", lambda rung: Finding(rung, "no luck." if rung in {"A", "B"} else "no pluck."))
    with pytest.raises(RungError, match=r"Rungs A and B do not hold here: no luck\. Rung C does not hold here: no pl"):
        ladder.choose_rung(None)


@pytest.mark.parametrize("rung", [Rung.C, Rung.D])
def test_without_seccomp_the_rung_that_was_asked_for_is_named(monkeypatch, rung):
    def refuse():
        raise FilterError("libseccomp can't compile the filter.")

    monkeypatch.setattr(zygote, "compile_filter", refuse)
    with pytest.raises(RungError, match=rf"^Rung {rung} does not hold here: libseccomp can't compile the filter\."):
        ladder.choose_rung(rung, allow_weak=True)


def test_without_bubblewrap_the_rung_that_was_asked_for_is_named(monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda *_, **__: None)
    with pytest.raises(RungError, match=r"^Rung A does not hold here: bubblewrap is not installed\."):
        ladder.choose_rung(Rung.A)


@pytest.mark.parametrize("rung", [Rung.D, Rung.E])
def test_a_weak_rung_must_be_allowed(monkeypatch, rung):
    monkeypatch.setattr(ladder, "probe", finding_of(*Rung))
    with pytest.raises(UsageError, match="--allow-weak-sandbox"):
        ladder.choose_rung(rung)
    assert ladder.choose_rung(rung, allow_weak=True) is rung


@pytest.mark.parametrize("rung", Rung)
def test_a_rung_that_is_asked_for_must_hold(monkeypatch, rung):
    monkeypatch.setattr(ladder, "probe", finding_of())
    with pytest.raises(RungError, match=f"No {rung}"):
        ladder.choose_rung(rung, allow_weak=True)
