"""Collects from nbgrader's exchange what students put there themselves, and nothing that links of theirs lead to."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from nbgrader.exchange.default import ExchangeCollect

if TYPE_CHECKING:
    from collections.abc import Sequence
    from logging import Logger


class CollectWithoutLinks(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own collecting, without links and special files."""

    def do_copy(self, src: str, dest: str, log: Logger | None = None) -> None:
        """Copy a submission as nbgrader does; one that is itself a link is left out with a warning."""
        if Path(src).is_symlink():
            self.log.warning("%s is a link, so it was not collected", src)
            return
        with TemporaryDirectory() as folder:
            plain = Path(folder, "submission")
            shutil.copytree(src, plain, symlinks=True, ignore=self._ignored)
            super().do_copy(str(plain), dest, log)

    def _ignored(self, folder: str, names: Sequence[str]) -> set[str]:
        ignored = {name for name in names if not _is_plain(Path(folder, name))}
        for name in ignored:
            self.log.warning("%s is a link or a special file, so it was not collected", Path(folder, name))
        return ignored


def _is_plain(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
