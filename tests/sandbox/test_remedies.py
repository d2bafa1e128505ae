"""Each measure that is missing has a remedy that fits the system."""

import pytest

from autograder.sandbox import remedies
from autograder.sandbox.inside.trials import Outcome
from autograder.sandbox.system import System

WORKS = Outcome()
REFUSED = Outcome("EPERM", "unshare: Operation not permitted")


def system(*families, **facts):
    return System(families=families, **facts)


@pytest.mark.parametrize(
    ("families", "command"),
    [
        (("debian",), "apt-get install bubblewrap"),
        (("ubuntu", "debian"), "apt-get install bubblewrap"),
        (("linuxmint", "ubuntu", "debian"), "apt-get install bubblewrap"),
        (("fedora",), "dnf install bubblewrap"),
        (("rocky", "rhel", "centos", "fedora"), "dnf install bubblewrap"),
        (("opensuse-leap", "suse", "opensuse"), "zypper install bubblewrap"),
        (("arch",), "pacman -S bubblewrap"),
        (("alpine",), "apk add bubblewrap"),
        (("plan9",), "Install bubblewrap with"),
    ],
)
def test_bubblewrap_is_installed_as_the_distribution_does(families, command):
    assert command in remedies.for_bubblewrap(system(*families), is_installed=False, namespaces=REFUSED)


def test_an_installed_bubblewrap_without_namespaces_leads_to_them():
    assert "namespaces" in remedies.for_bubblewrap(system("debian"), is_installed=True, namespaces=REFUSED)


@pytest.mark.parametrize(
    ("families", "package"), [(("debian",), "apt-get install libseccomp2"), (("fedora",), "dnf install libseccomp")]
)
def test_libseccomp_is_named_as_the_distribution_does(families, package):
    assert remedies.for_libseccomp(system(*families)).endswith(package)


@pytest.mark.parametrize(
    ("facts", "remedy"),
    [
        ({"settings": {"user.max_user_namespaces": "0"}}, "sysctl -w user.max_user_namespaces="),
        ({"settings": {"kernel.unprivileged_userns_clone": "0"}}, "sysctl -w kernel.unprivileged_userns_clone=1"),
        ({"settings": {"kernel.apparmor_restrict_unprivileged_userns": "1"}}, "bwrap-userns-restrict"),
        ({"settings": {"user.max_user_namespaces": "0"}, "in_container": True}, "user.max_user_namespaces"),
        ({"in_container": True}, "rung C is made for that"),
        ({"settings": {"user.max_user_namespaces": "100"}}, "CONFIG_USER_NS"),
    ],
)
def test_namespaces_are_allowed_by_the_setting_that_refuses_them(facts, remedy):
    assert remedy in remedies.for_namespaces(system("ubuntu", **facts))


@pytest.mark.parametrize(
    ("error", "facts", "remedy"),
    [
        ("ENOSYS", {"kernel": (5, 10)}, "Linux 5.10 does not have it yet"),
        ("ENOSYS", {"kernel": (5, 10), "in_container": True}, "Linux 5.10 does not have it yet"),
        ("ENOSYS", {"kernel": (6, 1), "in_container": True}, "container engines"),
        ("ENOSYS", {"kernel": (6, 1)}, "CONFIG_SECURITY_LANDLOCK"),
        ("EOPNOTSUPP", {"kernel": (6, 1), "security_modules": ("capability", "yama")}, "lsm=landlock,capability,yama"),
    ],
)
def test_landlock_is_explained_by_the_kernels_error_first(error, facts, remedy):
    found = remedies.for_landlock(system("debian", **facts), Outcome(error, "landlock_create_ruleset"))
    assert remedy.lower() in found.lower()


def test_seccomp_is_explained_by_the_container_or_the_kernel():
    assert "PR_SET_SECCOMP" in remedies.for_seccomp(system("debian", in_container=True))
    assert "CONFIG_SECCOMP_FILTER" in remedies.for_seccomp(system("debian"))
