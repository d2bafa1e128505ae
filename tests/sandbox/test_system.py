"""The facts about the machine that explain what was found by trying."""

import os
import sys

import pytest

from autograder.sandbox import system


@pytest.mark.parametrize(
    ("release", "version"), [("6.1.0-18-amd64", (6, 1)), ("5.15.167.4-microsoft", (5, 15)), ("unknown", (0, 0))]
)
def test_the_kernels_version_is_read_from_its_release(release, version):
    assert system._kernel_version(release) == version


def test_settings_that_the_kernel_does_not_have_are_left_out(monkeypatch):
    texts = {"/proc/sys/user/max_user_namespaces": "0", "/sys/kernel/security/lsm": "capability,landlock"}
    monkeypatch.setattr(system, "_text", lambda path: texts.get(path, ""))
    found = system.this_system()
    assert found.settings == {"user.max_user_namespaces": "0"}
    assert found.security_modules == ("capability", "landlock")


@pytest.mark.parametrize(("mode", "filtered"), [("0", False), ("2", True)])
def test_a_process_under_a_filter_counts_as_in_a_container(monkeypatch, mode, filtered):
    monkeypatch.setattr(system, "_text", lambda path: f"Name:\tx\nSeccomp:\t{mode}\n" if "status" in path else "")
    monkeypatch.setattr(system, "CONTAINER_FILES", ())
    monkeypatch.delitem(os.environ, "container", raising=False)
    assert system.this_system().in_container is filtered


def test_the_smallest_limit_of_a_control_group_bounds_memory(monkeypatch):
    texts = {
        "/proc/self/cgroup": "0::/course/grading",
        "/sys/fs/cgroup/memory.max": "max",
        "/sys/fs/cgroup/course/memory.max": "3000000",
        "/sys/fs/cgroup/course/grading/memory.max": "5000000",
    }
    monkeypatch.setattr(system, "_text", lambda path: texts.get(path, ""))
    assert system.memory_bytes() == 3_000_000


def test_without_control_groups_the_machines_memory_counts(monkeypatch):
    monkeypatch.setattr(system, "_text", lambda _: "")
    assert system.memory_bytes() == os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def test_elsewhere_than_on_linux_nothing_is_read(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system.this_system() == system.System(platform="darwin")
