"""What to do on this system about a measure that does not hold: pure functions of what was tried and of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from autograder.sandbox.inside.trials import Outcome
    from autograder.sandbox.system import System

INSTALLERS: Final = (
    (frozenset({"debian", "ubuntu"}), "apt-get install"),
    (frozenset({"fedora", "rhel", "centos"}), "dnf install"),
    (frozenset({"suse", "opensuse"}), "zypper install"),
    (frozenset({"arch"}), "pacman -S"),
    (frozenset({"alpine"}), "apk add"),
)
BUBBLEWRAP: Final = "bubblewrap"
LIBSECCOMP: Final = {"apt-get install": "libseccomp2"}
ELSEWHERE: Final = "libseccomp"
LANDLOCK_SINCE: Final = (5, 13)
NO_LINUX: Final = (
    "Only Linux offers it. Grade in a Linux virtual machine, or in a container on one; here there is rung E only, for "
    "submissions that you trust."
)
NO_CHANGE_OF_USER: Final = "Run the autograder as an ordinary user, or grant CAP_SETUID and CAP_SETGID."
NO_OWN_NAMESPACES: Final = (
    "Something refuses a user namespace inside bubblewrap, such as a profile of AppArmor. Rungs B and C do without."
)
CLOSED_INTERPRETER: Final = (
    "Run the autograder as an ordinary user, or from an environment in a folder that everybody may enter."
)
OUTER_FILTER: Final = "what this process was started under, such as a container's engine"
ALLOWING_NAMESPACES: Final = (
    "Containers refuse namespaces by default, and rung C is made for that, as it needs none. To have rung A in "
    "one, start it with --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt "
    "systempaths=unconfined (as root also --cap-add SYS_ADMIN), if you trust all else that runs in it."
)
APPARMOR: Final = (
    "AppArmor keeps user namespaces from programs without a profile. For rung B: apt-get install apparmor-profiles, "
    "copy /usr/share/apparmor/extra-profiles/bwrap-userns-restrict to /etc/apparmor.d/ and reload it: systemctl reload "
    "apparmor. For rung A: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, which lifts it for all programs."
)


def installing(system: System, package: str) -> str:
    """Say how to install a package."""
    installer = _installer(system)
    if installer is None:
        return f"Install {package} with the system's package manager."
    return f"Install it: {installer} {package}"


def for_libseccomp(system: System) -> str:
    """What to do where libseccomp is missing."""
    return installing(system, LIBSECCOMP.get(_installer(system) or "", ELSEWHERE))


def for_bubblewrap(system: System, *, is_installed: bool, namespaces: Outcome) -> str:
    """What to do where bubblewrap is missing or does not start."""
    if not is_installed:
        return installing(system, BUBBLEWRAP)
    if not namespaces.works:
        return "It needs namespaces: see there."
    return for_namespaces(system)


def for_namespaces(system: System) -> str:
    """What to do where a user namespace can't be made, or brings no capabilities."""
    if system.settings.get("user.max_user_namespaces") == "0":
        return "User namespaces are switched off. As root: sysctl -w user.max_user_namespaces=10000"
    if system.settings.get("kernel.unprivileged_userns_clone") == "0":
        return (
            "User namespaces are switched off for ordinary users. As root: sysctl -w kernel.unprivileged_userns_clone=1"
        )
    if system.in_container:
        return ALLOWING_NAMESPACES
    if system.settings.get("kernel.apparmor_restrict_unprivileged_userns") == "1":
        return APPARMOR
    return "The kernel refuses user namespaces (CONFIG_USER_NS, or a security module). Rung C does without them."


def for_landlock(system: System, outcome: Outcome) -> str:
    """What to do where Landlock can't be used."""
    if outcome.error == "EOPNOTSUPP":
        now = ",".join(system.security_modules) or "..."
        return f"It is switched off. Boot with landlock among the kernel's security modules: lsm=landlock,{now}"
    if outcome.error == "ENOSYS" and system.kernel < LANDLOCK_SINCE:
        major, minor = system.kernel
        return (
            f"Linux {major}.{minor} does not have it yet. Use Linux {LANDLOCK_SINCE[0]}.{LANDLOCK_SINCE[1]} or newer."
        )
    if system.in_container:
        return f"It is kept out by {OUTER_FILTER}. Container engines have allowed it since 2022: use a newer one."
    return "This kernel was built without it. Use one with CONFIG_SECURITY_LANDLOCK=y, as most distributions have."


def for_seccomp(system: System) -> str:
    """What to do where a filter of system calls can't be loaded."""
    if system.in_container:
        return f"It is kept out by {OUTER_FILTER}. Allow prctl(PR_SET_SECCOMP), as engines do by default."
    return "This kernel was built without it. Use one with CONFIG_SECCOMP_FILTER=y, as all distributions have."


def _installer(system: System) -> str | None:
    return next((name for families, name in INSTALLERS if families & set(system.families)), None)
