"""The filter of system calls refuses what reaches other processes or the machine, and lets libraries work."""

import errno
import platform

import pytest

from autograder.sandbox import system_calls

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="the filter is one of Linux")

BAD_SYSTEM_CALL = -31

UNDER_THE_FILTER = """
import ctypes, errno, fcntl, json, mmap, os, resource, signal, socket, sys, tempfile, threading, time, termios
from autograder.sandbox.inside import kernel
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    result = libc.syscall(ctypes.c_long(number), *words)
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result
def prctl(*arguments):
    words = [ctypes.c_ulong(word) for word in (*arguments, 0, 0, 0, 0)[1:5]]
    if libc.prctl(arguments[0], *words) < 0:
        raise OSError(ctypes.get_errno(), "refused")
read_end, write_end = os.pipe()
kernel.forbid_new_privileges()
kernel.load_system_call_filter(bytes.fromhex(sys.argv[1]))
"""

REFUSED = {
    "fork": "os.fork()",
    "a program": "os.execv('/bin/true', ['true'])",
    "a spawned program": "os.posix_spawn('/bin/true', ['true'], {})",
    "a network socket": "socket.socket()",
    "a local socket": "socket.socket(socket.AF_UNIX)",
    "a netlink socket": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "a pair of datagram sockets": "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
    "a signal to itself": "os.kill(os.getpid(), signal.SIGTERM)",
    "a signal to all": "os.kill(-1, 0)",
    "a signal to a thread": "signal.pthread_kill(threading.get_ident(), 0)",
    "a signal at the parent's death": "prctl(1, 9)",
    "dumpable again": "prctl(4, 1)",
    "another filter": "prctl(22, 2)",
    "a subreaper": "prctl(36, 1)",
    "signals of a pipe": "fcntl.fcntl(read_end, 8, os.getpid())",
    "a chosen signal of a pipe": "fcntl.fcntl(read_end, 10, signal.SIGKILL)",
    "a lease": "fcntl.fcntl(read_end, 1024, 0)",
    "typing into a terminal": "fcntl.ioctl(read_end, termios.TIOCSTI, b'x')",
    "pasting into a terminal": "fcntl.ioctl(read_end, 0x541C, b'x')",
    "a terminal of its own": "fcntl.ioctl(read_end, termios.TIOCSCTTY, 0)",
    "a session": "os.setsid()",
    "a priority": "os.nice(1)",
    "another user": "os.setuid(os.getuid())",
    "memory that is shared": "mmap.mmap(-1, 4096)",
    "a file in memory": "os.memfd_create('x')",
    "a new root": "os.chroot('/')",
}

NAMES = """
bpf fork vfork execve execveat io_uring_setup keyctl add_key kexec_load kill tkill tgkill mount umount2
pivot_root setns unshare ptrace process_vm_readv process_vm_writev pidfd_open pidfd_getfd pidfd_send_signal
perf_event_open userfaultfd shmget shmat msgget semget mq_open memfd_create memfd_secret open_by_handle_at
name_to_handle_at rt_sigqueueinfo socket connect bind accept4 chown link linkat symlink mknod
setxattr landlock_create_ruleset seccomp setpgid setsid setrlimit sched_setaffinity sched_setscheduler
personality modify_ldt fanotify_init inotify_init1 signalfd4 timer_create vmsplice tee swapon reboot sethostname
chroot mbind migrate_pages process_madvise kcmp quotactl syslog acct iopl ioperm clock_settime settimeofday
adjtimex
"""
BY_NAME = NAMES.split()
"""Asked with nonsense for arguments, so that nothing would happen if they were let through."""

ALLOWED = {
    "a thread": "t = threading.Thread(target=int); t.start(); t.join()",
    "a file": "f = tempfile.TemporaryFile(); f.write(b'1'); f.seek(0); f.read(); f.close()",
    "a folder": "os.rmdir(tempfile.mkdtemp())",
    "listing": "os.listdir('/')",
    "a pipe": "os.write(write_end, b'1'); os.read(read_end, 1)",
    "a connected pair": "a, b = socket.socketpair(); a.send(b'1'); b.recv(1)",
    "private memory": "mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)",
    "much memory": "bytearray(10**7)",
    "time": "time.sleep(0); time.time(); time.monotonic(); time.process_time()",
    "chance": "os.urandom(8)",
    "itself": "os.getpid(); os.getuid(); os.cpu_count(); resource.getrusage(0); resource.getrlimit(0)",
    "handling a signal": "signal.signal(signal.SIGUSR1, signal.SIG_IGN)",
    "a timer": "signal.setitimer(signal.ITIMER_REAL, 0)",
    "what a descriptor is": "os.isatty(0); os.fstat(0); os.set_blocking(read_end, True); os.dup(0)",
    "locks": "import fcntl; f = tempfile.TemporaryFile(); fcntl.lockf(f, fcntl.LOCK_EX); f.close()",
    "a name of a thread": "prctl(15, ctypes.cast(ctypes.c_char_p(b'name'), ctypes.c_void_p).value)",
    "asyncio": "import asyncio; asyncio.run(asyncio.sleep(0))",
}

NAMESPACE_FLAGS = {
    "mounts": 0x0002_0000,
    "control groups": 0x0200_0000,
    "host names": 0x0400_0000,
    "IPC": 0x0800_0000,
    "users": 0x1000_0000,
    "processes": 0x2000_0000,
    "network": 0x4000_0000,
}
CLONE_VM_AND_SO_ON = 0x0005_0F00
"""Memory, files, signal handlers and thread group together, as of a thread."""

numbered = pytest.importorskip("pyseccomp", reason="libseccomp is not installed", exc_type=ImportError)


def number_of(name):
    return numbered.resolve_syscall(numbered.Arch.NATIVE, name)


@pytest.fixture(scope="module")
def program():
    """The compiled filter, in hexadecimal."""
    return system_calls.compile_filter().hex()


@pytest.fixture(scope="module")
def errors(error_numbers, program):
    """Attempt everything in one process under the filter; returns the error numbers by attempt, 0 for none."""
    numbers = {name: number_of(name) for name in BY_NAME}
    named = [f"call({number}, -1, -1, -1, -1, -1, -1)" for name, number in numbers.items() if number >= 0]
    clones = [
        f"call({number_of('clone')}, {CLONE_VM_AND_SO_ON | flag}, 0, 0, 0, 0)" for flag in NAMESPACE_FLAGS.values()
    ]
    return error_numbers(UNDER_THE_FILTER, [*REFUSED.values(), *named, *clones, *ALLOWED.values()], program)


def test_a_limit_can_not_be_changed_and_can_be_read(error_numbers, program):
    change = f"call({number_of('prlimit64')}, 0, 4, ctypes.create_string_buffer(16), 0)"
    read = f"call({number_of('prlimit64')}, 0, 4, 0, ctypes.create_string_buffer(16))"
    assert error_numbers(UNDER_THE_FILTER, [change, read], program) == {change: errno.EPERM, read: 0}


def test_the_program_is_whole_instructions(program):
    assert len(program) % 16 == 0
    assert 100 < len(program) // 16 < 4096


@pytest.mark.parametrize("attempt", REFUSED)
def test_what_reaches_beyond_the_process_is_refused(errors, attempt):
    assert errors[REFUSED[attempt]] == errno.EPERM


@pytest.mark.parametrize("name", BY_NAME)
def test_a_call_that_is_not_listed_is_refused_before_its_arguments_are_looked_at(errors, name):
    number = number_of(name)
    if number < 0:
        pytest.skip("not a call of this architecture")
    assert errors[f"call({number}, -1, -1, -1, -1, -1, -1)"] == errno.EPERM


@pytest.mark.parametrize("kind", NAMESPACE_FLAGS)
def test_a_thread_in_namespaces_of_its_own_is_refused(errors, kind):
    flags = CLONE_VM_AND_SO_ON | NAMESPACE_FLAGS[kind]
    assert errors[f"call({number_of('clone')}, {flags}, 0, 0, 0, 0)"] == errno.EPERM


@pytest.mark.parametrize("use", ALLOWED)
def test_what_libraries_need_works(errors, use):
    assert errors[ALLOWED[use]] == 0


@pytest.mark.parametrize("name", system_calls.NOT_THERE)
def test_calls_that_can_not_be_judged_are_not_there(error_numbers, program, name):
    attempt = f"call({number_of(name)}, 0, 0, 0, 0)"
    assert error_numbers(UNDER_THE_FILTER, [attempt], program) == {attempt: errno.ENOSYS}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86_64 has a second numbering of calls")
def test_a_call_of_the_x32_numbering_does_not_pass(child, program):
    x32_getpid = 0x4000_0000 | number_of("getpid")
    done = child(UNDER_THE_FILTER + f"call({x32_getpid})\nprint(1)", program)
    assert done.told is None
    assert done.returncode != 0


INTERRUPT_0X80 = """
code = b"\\x53\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\x5b\\xc3"  # push rbx; mov eax, 20 (getpid); int 0x80; pop rbx; ret
page = libc.mmap
page.restype, page.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
where = page(None, 4096, 7, 0x22, -1, 0)
ctypes.memmove(where, code, len(code))
function = ctypes.CFUNCTYPE(ctypes.c_long)(where)
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86_64 has calls of 32 bits beside its own")
def test_a_call_of_32_bits_ends_the_process(child, program):
    unfiltered = child("import ctypes, os, json\nlibc = ctypes.CDLL(None)\n" + INTERRUPT_0X80 + "print(function())")
    if unfiltered.told is None:
        pytest.skip("this kernel has no calls of 32 bits")
    done = child(UNDER_THE_FILTER + INTERRUPT_0X80 + "function()\nprint(1)", program)
    assert (done.told, done.returncode) == (None, BAD_SYSTEM_CALL)


PRETENDED = """
folder = tempfile.mkdtemp()
file = open(os.path.join(folder, "file"), "w")
before = os.stat(file.name)
os.chmod(file.name, 0o777)
os.fchmod(file.fileno(), 0o777)
os.utime(file.name, (0, 0))
after = os.stat(file.name)
print(json.dumps([before.st_mode == after.st_mode, before.st_mtime_ns == after.st_mtime_ns]))
os.remove(file.name)
os.rmdir(folder)
"""


def test_changes_of_rights_and_times_are_answered_and_not_made(child, program):
    assert child(UNDER_THE_FILTER + PRETENDED, program).told == [True, True]


LOCKED_TWICE = """
with tempfile.NamedTemporaryFile() as first, open(first.name, "r+b") as second:
    for file in (first, second):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
print(1)
"""


def test_locks_are_answered_and_not_taken(child, program):
    unfiltered = child("import fcntl, struct, tempfile" + LOCKED_TWICE)
    assert unfiltered.told is None
    assert child(UNDER_THE_FILTER + "import struct" + LOCKED_TWICE, program).told == 1


def test_each_call_has_one_answer_only():
    conditional = {condition.name for condition in system_calls.CONDITIONS}
    answers = [system_calls.ALLOWED, conditional, set(system_calls.NOT_THERE), set(system_calls.PRETENDED)]
    assert sum(map(len, answers)) == len(set().union(*answers))


def test_where_libseccomp_is_missing_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyseccomp", None)
    with pytest.raises(system_calls.FilterError, match="apt-get install libseccomp2"):
        system_calls.compile_filter.__wrapped__()
