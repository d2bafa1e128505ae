"""The set-up script, with stand-ins for what it calls: it installs what the lock names, and fails loudly."""

import os
import subprocess
from pathlib import Path

import pytest

STAND_IN = '#!/bin/bash\necho "{name} $*" >> "{log}"\n{body}\n'
NO_PYTHON = "exit 1"
PYTHON = """
if [ "$1" = -c ]; then exit 0; fi
if [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi
if [ "$1 $2" = "-m pip" ]; then exit {pip}; fi
if [ "$1 $2" = "-m autograder" ]; then exit {starts}; fi
exit 0
"""
NAMES = ("python3.13", "python3.12", "python3.11", "python3")


@pytest.fixture(scope="module")
def package(make_package):
    """A package of activations."""
    return make_package("gradescope", "activations")[0]


@pytest.fixture
def set_up(tmp_path, package, unpacked):
    """Run the script with stand-ins; returns the process, what was called, and the folder."""
    source, tools, log = tmp_path / "base" / "source", tmp_path / "tools", tmp_path / "log"
    unpacked(package, source)
    tools.mkdir()

    def stand_in(name, body):
        path = tools / name
        path.write_text(STAND_IN.format(name=name, log=log, body=body))
        path.chmod(0o755)

    def call(*, python="python3.12", apt="exit 0", pip=0, starts=0, script=None):
        for name in NAMES:
            stand_in(name, PYTHON.format(pip=pip, starts=starts) if name == python else NO_PYTHON)
        stand_in("apt-get", apt)
        environment = {"PATH": f"{tools}:/usr/bin:/bin", "AUTOGRADER_BASE": str(tmp_path / "base")}
        process = subprocess.run(
            [script or source / "setup.sh"], capture_output=True, text=True, check=False, env=environment, cwd=tmp_path
        )
        return process, log.read_text().splitlines(), source

    call.tools = tools
    return call


def test_exactly_what_the_lock_names_is_installed(set_up):
    process, called, source = set_up()
    assert process.returncode == 0, process.stderr
    installs = [line for line in called if " -m pip install " in line]
    assert installs == [f"python3.12 -m pip install --require-hashes --requirement {source}/requirements.lock"]


def test_the_sandbox_s_tools_are_installed_after_an_update(set_up):
    _, called, _ = set_up()
    apt = [line for line in called if line.startswith("apt-get")]
    assert apt[0] == "apt-get update"
    assert any("bubblewrap" in line for line in apt[1:])
    assert any("libseccomp2" in line for line in apt[1:])
    assert all(" -y " in line for line in apt[1:])


def test_the_newest_python_that_fits_is_used_and_none_is_installed(set_up):
    _, called, _ = set_up(python="python3.13")
    assert any(line.startswith("python3.13 -m venv") for line in called)
    assert not any("apt-get install" in line and "python" in line for line in called)


def test_where_no_python_fits_one_is_installed(set_up, tmp_path):
    """An older Ubuntu: python3 is too old, and a newer one has a package of its own."""
    arriving = set_up.tools / "arriving"
    arriving.write_text(STAND_IN.format(name="python3.11", log=tmp_path / "log", body=PYTHON.format(pip=0, starts=0)))
    arriving.chmod(0o755)
    apt = (
        'case "$*" in *python3.11*) cp "$(dirname "$0")/arriving" "$(dirname "$0")/python3.11" ;; '
        "*python3.1*) exit 100 ;; esac"
    )
    process, called, _ = set_up(python=None, apt=apt)
    assert process.returncode == 0, process.stderr
    assert "apt-get install -y --no-install-recommends python3.11 python3.11-venv" in called
    assert any(line.startswith("python3.11 -m pip install --require-hashes") for line in called)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        pytest.param({"apt": "exit 1"}, "apt-get update failed", id="no network"),
        pytest.param({"python": None}, "No Python 3.11 to 3.13", id="no Python"),
        pytest.param({"pip": 1}, "locked libraries", id="a wrong digest"),
        pytest.param({"starts": 1}, "does not start", id="a broken grader"),
    ],
)
def test_trouble_is_told_and_ends_the_build(trouble, told, set_up):
    process, _, _ = set_up(**trouble)
    assert process.returncode != 0
    assert told in process.stderr


def test_bubblewrap_may_lack_as_rung_c_needs_none(set_up):
    process, _, _ = set_up(apt='case "$*" in *bubblewrap*) exit 100 ;; esac')
    assert process.returncode == 0
    assert "without bubblewrap" in process.stderr


def test_secret_and_checks_are_closed_to_others(set_up):
    _, _, source = set_up()
    modes = {name: (source / name).stat().st_mode & 0o777 for name in (".autograder", "autograder/graders")}
    assert set(modes.values()) == {0o700}
    assert (source / ".autograder" / "secret").stat().st_mode & 0o777 == 0o600


def test_a_copy_of_the_script_elsewhere_finds_the_package(set_up, tmp_path):
    copy = tmp_path / "setup.sh"
    copy.write_bytes((tmp_path / "base" / "source" / "setup.sh").read_bytes())
    copy.chmod(0o755)
    process, called, source = set_up(script=copy)
    assert process.returncode == 0, process.stderr
    assert any(f"{source}/requirements.lock" in line for line in called)


def test_all_scripts_are_valid_bash(root):
    templates = root / "autograder" / "lms" / "packaging" / "templates"
    scripts = [path for path in templates.iterdir() if path.read_bytes().startswith(b"#!/usr/bin/env bash")]
    assert {Path(path).name for path in scripts} == {"run.sh", "run_autograder", "setup.sh"}
    for script in scripts:
        assert subprocess.run(["bash", "-n", script], check=False, env=dict(os.environ)).returncode == 0
