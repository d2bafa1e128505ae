#!/usr/bin/env bash
# Makes the grader ready to run: bubblewrap, Python and the locked libraries. For Debian and Ubuntu, as root.
set -euo pipefail

fail() {
    echo "setup.sh: $1" >&2
    exit 1
}

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if [ ! -f "$root/requirements.lock" ]; then # where the script was copied out of the package
    root="${AUTOGRADER_BASE:-/autograder}/source"
fi
[ -f "$root/requirements.lock" ] || fail "requirements.lock is not in $root. Unpack the whole package there."

export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1

# Ubuntu 22.04 has a candidate of 3.11.0, which pip takes for older than 3.11.
check='import ensurepip, sys, venv
version = sys.version_info
sys.exit(not (3, 11) <= version[:2] <= (3, 13) or version.releaselevel != "final")'

find_python() {
    for python in python3.13 python3.12 python3.11 python3; do
        if "$python" -c "$check" 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

apt-get update || fail "apt-get update failed. Packages have to be installed: is there a network?"
# Both serve the sandbox. Without bubblewrap there is a rung that needs none; the other one no rung can do without.
apt-get install -y --no-install-recommends libseccomp2 || fail "libseccomp2 can't be installed."
apt-get install -y --no-install-recommends bubblewrap || echo "setup.sh: going on without bubblewrap" >&2

if ! find_python; then
    for version in 3.12 3.13 3.11; do
        if apt-get install -y --no-install-recommends "python$version" "python$version-venv" && find_python; then
            break
        fi
    done
    find_python || fail "No Python 3.11 to 3.13 is to be had here. Choose an image of Ubuntu 24.04 or Debian 12."
fi

"$python" -m venv "$root/.venv" || fail "The environment could not be made with $python."
"$root/.venv/bin/python" -m pip install --require-hashes --requirement "$root/requirements.lock" ||
    fail "The locked libraries could not be installed."

if [ -d "$root/autograder" ]; then # else this is an image for a grader that comes later
    # Submissions run as other users, who have no business here.
    chmod 700 "$root/.autograder" "$root/autograder/graders"
    chmod 600 "$root/.autograder/secret"
    (cd "$root" && .venv/bin/python -m autograder --version) || fail "The grader does not start."
fi
