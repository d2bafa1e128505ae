"""What student code may read is named one by one: libraries that the course uses, and of this package the island."""

import importlib.util
import os
from importlib import metadata
from pathlib import Path

import pytest

from autograder.sandbox import grants

PACKAGE = grants.PACKAGE
ISLAND = tuple(PACKAGE / name for name in grants.ISLAND)


@pytest.fixture(scope="module")
def granted():
    """All paths that are granted, exceptions left out."""
    return [Path(entry) for grant in grants.grants() for entry in grant.entries()]


def is_granted(path, granted):
    return any(Path(path).is_relative_to(entry) for entry in granted)


def test_of_this_package_the_island_alone_is_granted(granted):
    within = {path for path in granted if path.is_relative_to(PACKAGE)}
    assert within == set(ISLAND)


def test_no_file_of_this_package_but_the_islands_can_be_reached(granted):
    outside = [
        path
        for path in PACKAGE.rglob("*")
        if path.is_file() and not any(path.is_relative_to(island) for island in ISLAND)
    ]
    assert PACKAGE / "checks" / "plugin.py" in outside
    assert not [path for path in outside if is_granted(path, granted)]


@pytest.mark.parametrize(
    "name", ["course.yml", "solutions", "assignments", "tests", ".autograder", "autograder/graders", "autograder/data"]
)
def test_nothing_beside_the_package_is_granted(granted, root, name):
    assert not is_granted(root / name, granted)


@pytest.mark.parametrize("library", ["numpy", "scipy", "matplotlib", "tensorflow", "keras", "h5py", "PIL", "dateutil"])
def test_libraries_and_what_they_need_are_granted(granted, library):
    spec = importlib.util.find_spec(library)
    assert is_granted(os.path.realpath(spec.origin), granted)


def test_every_library_that_one_of_the_courses_requires_is_granted(granted):
    names = {name for name in grants.LIBRARIES if _is_installed(name)}
    required = {name for library in names for name in grants._requirements(metadata.requires(library) or ())}
    for name in filter(_is_installed, names | required):
        files = metadata.files(name) or ()
        sources = [os.path.realpath(file.locate()) for file in files if file.suffix == ".py" and ".." not in file.parts]
        assert all(is_granted(source, granted) for source in sources), name


def _is_installed(name):
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


@pytest.mark.parametrize("library", ["pytest", "_pytest", "nbgrader", "hypothesis", "pydantic", "click", "jupyterlab"])
def test_other_libraries_are_not(granted, library):
    assert not is_granted(os.path.realpath(importlib.util.find_spec(library).origin), granted)


def test_the_standard_library_is_granted_and_what_is_installed_beside_it_is_not(granted):
    assert is_granted(os.path.realpath(os.__file__), granted)
    folders = {Path(folder) for folder, _ in grants._library_entries()}
    assert not folders & set(granted)
    assert not [path for path in granted if any(folder.is_relative_to(path) for folder in folders)]


def test_an_exception_is_never_among_the_entries(tmp_path):
    for name in ("kept", "site-packages", "dist-packages"):
        (tmp_path / name).mkdir()
    (tmp_path / "kept.py").touch()
    grant = grants.Grant(str(tmp_path), grants.INSTALLED)
    assert set(grant.entries()) == {f"{tmp_path}/kept", f"{tmp_path}/kept.py"}
    assert set(grant.exceptions()) == {f"{tmp_path}/site-packages", f"{tmp_path}/dist-packages"}


def test_a_grant_without_exceptions_is_one_entry(tmp_path):
    grant = grants.Grant(str(tmp_path))
    assert (list(grant.entries()), list(grant.exceptions())) == ([str(tmp_path)], [])


def test_everything_that_is_granted_exists(granted):
    assert [path for path in granted if not os.path.lexists(path)] == []


def test_home_folders_and_settings_of_the_machine_are_not_granted(granted):
    for path in ("/etc/passwd", "/etc/shadow", "/root", "/home", "/tmp", "/var", "/proc/1", "/sys/kernel"):  # noqa: S108 - asked about, not used
        assert not is_granted(path, granted)
        assert Path(path) not in granted
