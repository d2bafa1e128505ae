"""The steps by which a forked child gives up, one after another and for good, all that student code must not have."""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import tempfile
from typing import TYPE_CHECKING, Final

from autograder.sandbox.inside import kernel
from autograder.sandbox.inside.landlock import READ, USE_DEVICE, WORK, Access, Rule, restrict_this_process
from autograder.sandbox.inside.limits import ProcessLimits, apply_to_this_process

if TYPE_CHECKING:
    from autograder.sandbox.inside.confinement import Confinement

CONNECTION: Final = 3
"""The descriptor of a child's one connection."""


def adopt_descriptors(connection: int, errors: int) -> None:
    """Keep standard streams that lead nowhere, a file for errors and the connection; close everything else."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    highest = max(CONNECTION, nowhere, connection, errors) + 1
    for position, descriptor in enumerate((connection, errors, nowhere)):
        os.dup2(descriptor, highest + position)
    for wanted, position in ((0, 2), (1, 2), (2, 1), (CONNECTION, 0)):
        os.dup2(highest + position, wanted, inheritable=False)
    os.closerange(CONNECTION + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def separate(confinement: Confinement, folder: str) -> None:
    """Leave the zygote's session and, where each child has them, its namespaces; stand in the child's own folder."""
    os.setsid()
    kernel.end_with_parent(signal.SIGKILL)
    if confinement.own_namespaces:
        kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
        kernel.mount_tmpfs(folder, confinement.work_bytes, confinement.work_files)
    os.chdir(folder)


def confine_zygote(confinement: Confinement) -> None:
    """Hold the zygote to what children may read at all, where no mount namespace does; theirs then narrows it down."""
    restrict_this_process(
        [
            *(Rule(path, READ) for path in (*confinement.readable_for_zygote, "/proc")),
            *(Rule(path, Access.READ_DIR) for path in confinement.listable),
            *(Rule(path, USE_DEVICE) for path in confinement.devices),
            Rule(confinement.work_folder, WORK),
        ]
    )


def settle(folder: str) -> None:
    """Make every library look for its files in the child's folder, and random numbers start the same in each child."""
    os.environ.update(HOME=folder, TMPDIR=folder, MPLCONFIGDIR=folder, KERAS_HOME=folder, XDG_CACHE_HOME=folder)
    tempfile.tempdir = folder
    random.seed(0)
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed(0)


def give_up_rights(
    confinement: Confinement, folder: str, limits: ProcessLimits, others: int, kept_capability: int | None
) -> None:
    """Take limits, capabilities, files and system calls away, in the one order in which each step still can be done."""
    apply_to_this_process(limits, others)
    kernel.drop_capabilities_of_programs()
    kernel.keep_capability(kept_capability)
    if confinement.landlock:
        restrict_this_process(
            [
                *(Rule(path, READ) for path in (*confinement.readable, "/proc/self")),
                *(Rule(path, USE_DEVICE) for path in confinement.devices),
                Rule(folder, WORK),
            ]
        )
    kernel.set_dumpable(allowed=False)
    if confinement.system_call_filter:
        kernel.load_system_call_filter(bytes.fromhex(confinement.system_call_filter))
