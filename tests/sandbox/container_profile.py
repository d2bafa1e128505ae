"""Runs a command as a container's engine does by default: `container_profile.py [--without WHAT]... COMMAND...`.

Like Docker's default profile, it refuses namespaces, mounts and what else containers rarely need, and leaves root
with few capabilities. `--without landlock` and `--without seccomp` refuse these as well, as older engines do.
"""

import argparse
import ctypes
import errno
import os

import pyseccomp

WORDS = """
unshare setns mount umount2 pivot_root move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr
keyctl add_key request_key bpf ptrace process_vm_readv process_vm_writev perf_event_open userfaultfd kcmp
open_by_handle_at name_to_handle_at init_module finit_module delete_module kexec_load kexec_file_load reboot
swapon swapoff quotactl acct settimeofday clock_settime io_uring_setup io_uring_enter io_uring_register
"""
LANDLOCK_NUMBERS = (444, 445, 446)
NAMESPACE_FLAGS = (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
KEPT_CAPABILITIES = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31}
"""Those of Docker: CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, NET_RAW,
SYS_CHROOT, MKNOD, AUDIT_WRITE, SETFCAP."""

PR_SET_SECCOMP, PR_CAPBSET_DROP = 22, 24
HIGHEST_CAPABILITY = 63


def load_filter(without):
    refuse = pyseccomp.ERRNO(errno.EPERM)
    profile = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    profile.set_attr(pyseccomp.Attr.CTL_NNP, os.geteuid() != 0)
    for name in WORDS.split():
        if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0:
            profile.add_rule(refuse, name)
    for flag in NAMESPACE_FLAGS:
        profile.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    profile.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    if "landlock" in without:
        for number in LANDLOCK_NUMBERS:
            profile.add_rule(pyseccomp.ERRNO(errno.ENOSYS), number)
    if "seccomp" in without:
        profile.add_rule(refuse, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, PR_SET_SECCOMP))
        profile.add_rule(refuse, "seccomp")
    profile.load()


def drop_capabilities():
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in range(HIGHEST_CAPABILITY + 1):
        if capability not in KEPT_CAPABILITIES:
            libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", action="append", default=[], choices=("landlock", "seccomp"))
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    load_filter(options.without)
    if os.geteuid() == 0:
        drop_capabilities()
    os.execvp(options.command[0], options.command)  # noqa: S606 - what this program is for


if __name__ == "__main__":
    main()
