# %% [markdown]
# Attacks that end the process, or never let a call end.

# %% attack="exits" title="Leaves by SystemExit, KeyboardInterrupt and exceptions that lie about themselves" classes=[14] cell="gaussian" beats_in_process=true
import sys


class Meta(type):
    __name__ = property(lambda cls: sys.exit(0))


class Lying(BaseException, metaclass=Meta):
    __module__ = property(lambda self: 1 / 0)
    __traceback__ = property(lambda self: 1 / 0)
    __class__ = property(lambda self: None)

    def __str__(self):
        raise self

    __repr__ = __str__


ways = iter([SystemExit(0), KeyboardInterrupt(), GeneratorExit(), StopIteration(), Lying(), MemoryError(), OSError()] * 20)


def gaussian(x):
    raise next(ways)


def gaussian_derivative(x):
    sys.exit(0)


# %% attack="exit_while_loading" title="Ends the process with status 0 while the notebook is loaded" classes=[15, 14] cell="gaussian" beats_in_process=true
import os

loot = True
os._exit(0)


def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="exit_in_the_call" title="Ends the process with status 0 before anything is compared" classes=[15] cell="gaussian" beats_in_process=true
import os
import sys


def gaussian(x):
    print("PASSED", flush=True)
    os._exit(0)


def gaussian_derivative(x):
    os.execv(sys.executable, [sys.executable, "-c", ""])


# %% attack="crashes" title="A segmentation fault, an abort and an illegal instruction" classes=[16] cell="gaussian"
import ctypes
import os
import signal


def gaussian(x):
    if np.ndim(x) == 0:
        os.abort()
    ctypes.memset(0, 1, 1)


def gaussian_derivative(x):
    os.kill(os.getpid(), signal.SIGILL)


# %% attack="swallows_deadlines" title="A loop that ignores every signal and every exception" classes=[23, 24] cell="gaussian"
import faulthandler
import signal
import threading


def gaussian(x):
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, lambda *_: None)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
    while True:
        try:
            while True:
                threading.Event().wait(0.01)
        except BaseException:
            continue


def gaussian_derivative(x):
    faulthandler.enable()
    return gaussian(x)


# %% attack="deaf_in_c" title="A regular expression and a power that no signal handler interrupts" classes=[23] cell="gaussian"
import re


def gaussian(x):
    return bool(re.match(r"(a|aa|a?)+$", "a" * 200 + "b"))


def gaussian_derivative(x):
    return float(pow(7, 10**9) % 10)


# %% attack="endless_definitions" title="Hangs while it is defined: a decorator, a default value, a class body" classes=[23] cell="gaussian"
def forever(*_):
    while True:
        pass


@forever
def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x, y=forever()):
    return np.zeros(np.shape(x))


# %% attack="sleeps_and_answers_late" title="Sleeps past its deadline and answers the next call with the last answer" classes=[24, 19] cell="gaussian"
import threading
import time


def gaussian(x):
    threading.Thread(target=lambda: (time.sleep(2), print("late"))).start()
    time.sleep(3600)
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    time.sleep(3600)


# %% attack="stops_itself" title="Stops its own process, which then hears no signal but one" classes=[23, 43] cell="gaussian"
import os
import signal


def gaussian(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    signal.raise_signal(signal.SIGSTOP)


# %% attack="goes_on_after_returning" title="Threads that go on after the answer and wait for the next question" classes=[42, 57, 24] cell="gaussian"
import atexit
import sys
import threading
import time

answers = {}


def busy():
    while True:
        for name, frame in list(sys._current_frames().items()):
            while frame:
                for value in list(frame.f_locals.values()):
                    if isinstance(value, np.ndarray) and value.flags.writeable and value.dtype == float:
                        answers.setdefault(value.shape, value)
                frame = frame.f_back
        time.sleep(0.001)


for _ in range(3):
    threading.Thread(target=busy, daemon=False).start()
atexit.register(lambda: time.sleep(3600))


def gaussian(x):
    return answers.get(np.shape(x), np.zeros(np.shape(x)))


def gaussian_derivative(x):
    return answers.get(np.shape(x), np.zeros(np.shape(x)))


# %% attack="deep_recursion" title="Recursion without end after the limit was lifted" classes=[29, 16] cell="gaussian"
import sys
import threading

sys.setrecursionlimit(2**31 - 1)


def gaussian(x):
    return gaussian([x])


def gaussian_derivative(x):
    threading.stack_size(2**30)
    thread = threading.Thread(target=gaussian, args=(x,))
    thread.start()
    thread.join()


# %% attack="hides_from_the_clock" title="Changes the clock, timers and time functions that a deadline could rely on" classes=[72, 23, 24] cell="gaussian"
import time


def gaussian(x):
    for name in ("time", "monotonic", "perf_counter", "process_time"):
        setattr(time, name, lambda: 0.0)
    for clock in (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC):
        try:
            time.clock_settime(clock, 0.0)
        except OSError:
            pass
    while time.monotonic() < 1.0:
        pass


def gaussian_derivative(x):
    time.sleep(10**6)
