"""The zygote: imports what submissions need once, then forks a locked-down child for each, without importing again.

It never runs student code itself. It is told what to do over a socket of its own, one JSON message at a time:
`fork` (with the child's connection and error file as descriptors) and `end`. When that socket closes, it ends, and its
children with it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import site
import socket
import time
import traceback
from dataclasses import dataclass
from typing import Any, Final

from autograder.sandbox.inside import kernel, lockdown, work
from autograder.sandbox.inside.bootstrap import operations_of
from autograder.sandbox.inside.confinement import Confinement
from autograder.sandbox.inside.imports import leave_out_unreadable_modules
from autograder.sandbox.inside.limits import ProcessLimits
from autograder.wire.frames import serve
from autograder.worker.running import tensorflow_is_running

MESSAGE_BYTES: Final = 1 << 20
WATCH_SECONDS: Final = 0.05
"""How often the folders of living children are measured, where no file system of their own bounds them."""

POLL_SECONDS: Final = 0.002
FAILED: Final = 120
HOME: Final = "home"
"""The folder that each child mounts a file system of its own on, where it has namespaces of its own."""


@dataclass
class Child:
    """A forked process and its folder; `overfull` once it was ended for writing too much."""

    pid: int
    folder: str
    overfull: bool = False


class Zygote:
    """Forks children on request and ends them."""

    def __init__(self, control: socket.socket, confinement: Confinement, kept_capability: int | None) -> None:
        self._control = control
        self._confinement = confinement
        self._kept_capability = kept_capability
        self._own_process_namespace = -1
        if confinement.own_namespaces:
            self._own_process_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        self._children: dict[int, Child] = {}
        self._forked = 0

    def serve(self) -> None:
        """Answer until the grading side goes away."""
        while True:
            self._wait_for_request()
            message, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE_BYTES, 2)
            if not message:
                return
            request = json.loads(message)
            answer = self._fork(request, descriptors) if request["do"] == "fork" else self._end(**request["end"])
            for descriptor in descriptors:
                os.close(descriptor)
            if answer is not None:
                self._control.send(json.dumps(answer).encode())

    def close(self) -> None:
        """End all children and remove what they left."""
        for pid in list(self._children):
            self._end(pid, 0.0, tell=False)

    def _wait_for_request(self) -> None:
        """Wait; meanwhile end children that write more than they may."""
        watched = not self._confinement.own_namespaces
        while not select.select([self._control], [], [], WATCH_SECONDS if watched and self._children else None)[0]:
            for child in self._children.values():
                bounds = self._confinement.work_bytes, self._confinement.work_files
                if not child.overfull and work.exceeds(child.folder, *bounds):
                    child.overfull = True
                    os.kill(child.pid, signal.SIGKILL)

    def _fork(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        if tensorflow_is_running():  # its threads do not survive a fork, so that each child would hang
            raise RuntimeError("TensorFlow ran something before a fork")
        self._forked += 1
        namespaced = self._confinement.own_namespaces
        folder = os.path.join(self._confinement.work_folder, HOME if namespaced else str(self._forked))
        if not namespaced:
            os.mkdir(folder, 0o700)
        if namespaced:
            kernel.unshare(kernel.CLONE_NEWPID)
        try:
            pid = os.fork()
            if pid == 0:
                self._become_child(request, descriptors, folder)
        finally:
            if namespaced:
                kernel.enter_namespace(self._own_process_namespace, kernel.CLONE_NEWPID)
        self._children[pid] = Child(pid, folder)
        return {"pid": pid}

    def _become_child(self, request: dict[str, Any], descriptors: list[int], folder: str) -> None:
        """Run the child's whole life; never returns."""
        try:
            limits = ProcessLimits.loads(request["limits"])
            lockdown.adopt_descriptors(*descriptors)
            lockdown.separate(self._confinement, folder)
            lockdown.settle(folder)
            lockdown.give_up_rights(self._confinement, folder, limits, request["others"], self._kept_capability)
            with socket.socket(fileno=lockdown.CONNECTION) as connection:
                serve(connection, operations_of(request["module"]), limits.reply_bytes)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever happens, a child must not go on as a zygote
            os.write(2, traceback.format_exc().encode(errors="replace"))
        finally:
            os._exit(FAILED)

    def _end(self, pid: int, grace: float, *, tell: bool) -> dict[str, Any] | None:
        """End a child and say how it had ended by itself, if it had, within a moment of grace."""
        child = self._children.pop(pid)
        deadline = time.monotonic() + grace
        ended = _has_ended(pid)
        while not ended and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
            ended = _has_ended(pid)
        if not ended:
            os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        if not self._confinement.own_namespaces:
            with contextlib.suppress(OSError):  # what a child left may not end the zygote; the grading side removes it
                work.remove(child.folder)
        if not tell:
            return None
        return {
            "by_itself": ended,
            "status": os.waitstatus_to_exitcode(status),
            "overfull": child.overfull,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * 1024,
        }


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _drop_root(confinement: Confinement) -> int | None:
    """Become an ordinary user for good; returns the one capability that is kept, if one is.

    Where the interpreter lies in a folder that is closed to others, as in root's own home folder, the right to read
    files is kept, and Landlock says which. Containers offer only the wider right to read and write, held likewise.
    """
    user = confinement.user
    assert user is not None
    kernel.drop_capabilities_of_programs()
    kernel.keep_capabilities_over_change_of_user()
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    closed = next((path for path in confinement.readable_for_zygote if _is_closed(path)), None)
    kept = None if closed is None else _keep_the_right_to_read(closed, confinement)
    kernel.keep_capability(kept)
    kernel.set_dumpable(allowed=True)  # or its own files below /proc would be root's
    return kept


def _keep_the_right_to_read(closed: str, confinement: Confinement) -> int:
    for capability in (kernel.CAP_DAC_READ_SEARCH, kernel.CAP_DAC_OVERRIDE) if confinement.landlock else ():
        with contextlib.suppress(PermissionError):
            kernel.keep_capability(capability)
            return capability
    raise PermissionError(
        f"{closed} lies in a folder that is closed to others. Run the autograder as an ordinary user, or from an "
        "environment in a folder that everybody may enter"
    )


def _is_closed(path: str) -> bool:
    try:
        os.stat(path)
    except PermissionError:
        return True
    except OSError:
        return False
    return not os.access(path, os.R_OK)


def _enter_own_namespaces() -> None:
    """Get capabilities in a user namespace of its own, and be the first process of a process namespace in it."""
    user, group = os.getuid(), os.getgid()
    kernel.forbid_new_privileges()
    kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC | kernel.CLONE_NEWPID)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)
    first = os.fork()
    if first:
        _, status = os.waitpid(first, 0)
        os._exit(abs(os.waitstatus_to_exitcode(status)))
    kernel.end_with_parent(signal.SIGKILL)


def _make_own_folder(confinement: Confinement) -> str:
    """Make the folder in which libraries may keep files while they are imported."""
    if confinement.own_namespaces:
        folder = os.path.join(confinement.work_folder, HOME)
        kernel.mount_tmpfs(folder, confinement.work_bytes, confinement.work_files)
    else:
        folder = os.path.join(confinement.work_folder, "zygote")
        os.mkdir(folder, 0o700)
    return folder


def main(descriptor: int) -> None:
    """Take the confinement upon itself, import what is to be imported, and serve."""
    control = socket.socket(fileno=descriptor)
    confinement = Confinement.loads(control.recv(MESSAGE_BYTES))
    os.umask(0o077)
    kept = None if confinement.user is None else _drop_root(confinement)
    if confinement.own_namespaces:
        _enter_own_namespaces()
    kernel.forbid_new_privileges()
    if confinement.landlock and confinement.readable_for_zygote:
        lockdown.confine_zygote(confinement)
        leave_out_unreadable_modules()
    lockdown.settle(_make_own_folder(confinement))
    # What a notebook expects of an interactive Python, which starts without them here.
    site.setquit()
    site.sethelper()
    for name in confinement.preload:
        module = importlib.import_module(name)
        prepare = getattr(module, "prepare_before_fork", None)
        if prepare is not None:
            prepare()
    gc.collect()
    gc.freeze()
    zygote = Zygote(control, confinement, kept)
    control.send(json.dumps({"ready": True}).encode())
    try:
        zygote.serve()
    finally:
        zygote.close()
