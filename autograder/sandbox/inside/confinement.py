"""What the grading side tells a zygote: how it and its children are to be confined, as plain data."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Confinement:
    """How one zygote and its children are confined."""

    own_namespaces: bool
    """Whether each child gets a process, mount and IPC namespace; the zygote makes a user namespace first."""

    landlock: bool
    system_call_filter: str
    """The BPF program in hexadecimal; empty for none."""

    readable: tuple[str, ...]
    """Files and folders that children may read, beside what `/proc` says of themselves."""

    readable_for_zygote: tuple[str, ...]
    """Files and folders that the zygote and so its children may read; empty where a mount namespace sees to that."""

    listable: tuple[str, ...]
    """Folders whose names may be listed, as Python finds modules by that."""

    devices: tuple[str, ...]
    """Device files that may be read and written."""

    user: int | None
    """The user and group id to change to, where the zygote is started as root."""

    work_folder: str
    """Below this, each child gets a folder of its own."""

    work_bytes: int
    work_files: int
    preload: tuple[str, ...]

    def dumps(self) -> bytes:
        """Write as a message for a socket."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def loads(cls, message: bytes) -> Confinement:
        """Read what `dumps` wrote."""
        values: dict[str, Any] = json.loads(message)
        plain: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
        return cls(**plain)
