"""Finding and opening the gradebook: nbgrader's own database, by its own `db_url`."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autograder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbgrader.api import Gradebook

VARIABLE: Final = "AUTOGRADER_GRADEBOOK"
CONFIG: Final = "nbgrader_config.py"
PATIENCE_MILLISECONDS: Final = 60_000
"""How long to wait for another program, such as formgrader, that is writing to an SQLite database."""


def default_url(root: Path) -> str:
    """Return the variable AUTOGRADER_GRADEBOOK, else the file `gradebook.db` in the course's folder."""
    return os.environ.get(VARIABLE) or f"sqlite:///{root / 'gradebook.db'}"


def configured_url(root: Path) -> str:
    """Return the `db_url` that nbgrader's commands use in this course, by its nbgrader_config.py."""
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader  # noqa: PLC0415 - slow to import

    try:
        config: Any = PyFileConfigLoader(CONFIG, str(root)).load_config()
    except ConfigFileNotFound:
        return default_url(root)
    except (Exception, SystemExit) as error:
        raise UsageError(f"{root / CONFIG} can't be run ({type(error).__name__}: {error}). Correct it.") from error
    url = config.CourseDirectory.get("db_url")
    return str(url) if url else default_url(root)


def exists(url: str) -> bool:
    """Whether there is a gradebook, told of a file without making one; a server's is taken to exist."""
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).is_file()


def with_programs() -> None:
    """Let nbgrader find `alembic`, which it starts by name, where this environment's programs are not on the path."""
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", os.defpath)])


@contextmanager
def open_gradebook(url: str, course: str) -> Iterator[Gradebook]:
    """Open the gradebook, making it where there is none.

    Raises UsageError, with the remedy, where it can't be opened or breaks while it is used. Passwords in the URL are
    never shown.
    """
    from nbgrader.api import Gradebook  # noqa: PLC0415 - slow to import
    from sqlalchemy import text  # noqa: PLC0415 - likewise
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - likewise
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError  # noqa: PLC0415 - likewise

    with_programs()
    try:
        shown = make_url(url).render_as_string(hide_password=True)
    except ArgumentError as error:
        raise UsageError(
            "The gradebook's URL is none that SQLAlchemy knows. Give one as sqlite:///gradebook.db or "
            "postgresql+psycopg://USER@HOST/NAME."
        ) from error
    try:
        gradebook = Gradebook(url, course)
        try:
            if gradebook.engine.dialect.name == "sqlite":
                gradebook.db.execute(text(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}"))
            yield gradebook
        finally:
            gradebook.close()
            gradebook.engine.dispose()
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UsageError(
            f"The gradebook {shown} needs a driver that is not installed ({error}). For PostgreSQL, install psycopg "
            "and begin the URL with postgresql+psycopg://"
        ) from error
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise UsageError(
            f"The gradebook {shown} can't be used ({reason}). Check that it can be reached and written to; after an "
            "update of nbgrader, back it up and run `nbgrader db upgrade`."
        ) from error
