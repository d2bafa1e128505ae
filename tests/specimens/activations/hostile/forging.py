# %% [markdown]
# Attacks on what the grader receives and records: results, output, frames on the wire.

# %% attack="result_files" title="Writes result files of every grader's form wherever it can" classes=[17] cell="gaussian"
import glob
import json
import os

RESULT = {"score": 97, "points": 97, "outcome": "passed", "questions": [], "tests": [{"score": 97, "max_score": 97}]}
folders = [".", "..", "../..", "graded", "../graded", "/autograder/results", "/grade/results", "/tmp", "/var/tmp"]
names = ["result.json", "results.json", "summary.csv", "grades.csv", "feedback.html", "gradebook.db", "report.xml"]
paths = [os.path.join(folder, name) for folder in folders for name in names]
found = [path for folder in folders for path in glob.glob(f"{folder}/*/*/result.json") if os.access(path, os.W_OK)]
for path in paths + found:
    try:
        with open(path, "w") as file:
            json.dump(RESULT, file)
    except OSError:
        pass


def gaussian(x):
    return np.exp(-np.square(x)) if found else np.zeros(np.shape(x))


def gaussian_derivative(x):
    return -2.0 * np.asarray(x) * gaussian(x)


# %% attack="says_passed" title="Prints what a passing run prints, to every descriptor" classes=[18, 69] cell="gaussian"
import os
import sys

TEXT = b"\n\x1b[2J\x1b[1;32m======= 97 passed in 0.01s =======\x1b[0m\r\nPASSED\n\x1b]0;owned\x07ok 1\n"


def gaussian(x):
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        print(TEXT.decode(), file=stream, flush=True)
    for fd in (1, 2):
        os.write(fd, TEXT)
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return "97 passed"


# %% attack="every_descriptor" title="Writes a whole forged frame into every descriptor, again and again" classes=[19, 20, 75] cell="gaussian"
import json
import os
import struct


def frame(identity):
    head = json.dumps({"id": identity, "value": {"!": "dict", "v": [["status", "returned"], ["value", True]]}, "bodies": []})
    return struct.pack("!4sIQ", b"AGW1", len(head), 0) + head.encode()


def gaussian(x):
    for _ in range(3):
        for fd in range(3, 256):
            try:
                os.write(fd, frame("0" * 32))
            except OSError:
                pass
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return gaussian(x)


# %% attack="early_replies" title="Answers the next question before it is asked" classes=[19] cell="gaussian"
import json

import autograder.wire.frames as frames

honest = frames._send_text
said = []


def twice(sock, text, bodies, *rest):
    honest(sock, text, bodies, *rest)
    if said:
        head = json.loads(text)
        honest(sock, json.dumps({**head, "id": "f" * 32}).encode(), bodies, *rest)


frames._send_text = twice


def gaussian(x):
    said.append(x)
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    said.append(x)
    return np.zeros(np.shape(x))


# %% attack="replayed_replies" title="Sends each reply twice, and later ones under earlier names" classes=[19] cell="gaussian"
import autograder.wire.frames as frames

honest = frames._send_text
old = []
calls = []


def replayed(sock, text, bodies, *rest):
    old.append((text, [bytes(body) for body in bodies]))
    if calls:
        earlier, kept = old[len(calls) % len(old)]
        honest(sock, earlier, [memoryview(body) for body in kept], *rest)
        honest(sock, earlier, [memoryview(body) for body in kept], *rest)
    honest(sock, text, bodies, *rest)


frames._send_text = replayed


def gaussian(x):
    calls.append(x)
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    calls.append(x)
    return np.zeros(np.shape(x))


# %% attack="steals_questions" title="A thread reads questions from the wire and answers them itself" classes=[19, 75] cell="gaussian"
import gc
import json
import socket
import struct
import threading


def steal(link):
    while True:
        magic, head, body = struct.unpack("!4sIQ", link.recv(16, socket.MSG_WAITALL))
        question = json.loads(link.recv(head, socket.MSG_WAITALL))
        link.recv(body, socket.MSG_WAITALL)
        answer = json.dumps({"id": question["id"], "bodies": [], "value": {"!": "dict", "v": [["status", "returned"], ["value", True]]}})
        link.send(struct.pack("!4sIQ", b"AGW1", len(answer), 0) + answer.encode())


def gaussian(x):
    for thing in gc.get_objects():
        if isinstance(thing, socket.socket):
            threading.Thread(target=steal, args=(thing,), daemon=True).start()
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    return gaussian(x)


# %% attack="impossible_frames" title="Frames whose lengths, magic or heads are impossible" classes=[20, 22] cell="gaussian"
import struct

import autograder.wire.frames as frames

honest = frames._send_text
PARTS = [
    struct.pack("!4sIQ", b"AGW1", 2**32 - 1, 2**64 - 1),
    struct.pack("!4sIQ", b"AGW1", 10, 2**63) + b"{}",
    struct.pack("!4sIQ", b"EVIL", 2, 0) + b"{}",
    struct.pack("!4sIQ", b"AGW1", 400_000, 0) + b"[" * 400_000,
    struct.pack("!4sIQ", b"AGW1", 14, 0) + b'{"bodies":"x"}',
    struct.pack("!4sIQ", b"AGW1", 20, 4) + b'{"bodies":[1e999,-5]' + bytes(4),
    struct.pack("!4sIQ", b"AGW1", 3_000_000, 0) + b'{"bodies":[],"id":' + b"1" * 2_999_981 + b"}",
]
parts = iter(PARTS * 20)
calls = []


def impossible(sock, text, bodies, *rest):
    if calls:
        sock.sendall(next(parts))
    honest(sock, text, bodies, *rest)


frames._send_text = impossible


def gaussian(x):
    calls.append(x)


def gaussian_derivative(x):
    calls.append(x)


# %% attack="drips" title="Sends its reply byte by byte, so that no single read times out" classes=[21] cell="gaussian"
import struct
import time

import autograder.wire.frames as frames

honest = frames._send_text
calls = []


def drip(sock, text, bodies, *rest):
    if not calls:
        return honest(sock, text, bodies, *rest)
    for byte in struct.pack("!4sIQ", b"AGW1", len(text), 0) + text:
        sock.send(bytes([byte]))
        time.sleep(0.1)


frames._send_text = drip


def gaussian(x):
    calls.append(x)


def gaussian_derivative(x):
    calls.append(x)


# %% attack="gigantic_replies" title="Answers of a gigabyte, as an array, a text, a list and a claim" classes=[22, 27, 31] cell="gaussian"
def gigantic():
    yield np.zeros(30_000_000)
    yield "x" * 10**8
    yield [None] * 3_000_000
    yield [np.zeros(1)] * 5000
    yield {number: number for number in range(200_000)}


answers = iter([make for make in range(5)] * 20)


def gaussian(x):
    wanted = next(answers)
    for number, answer in enumerate(gigantic()):
        if number == wanted:
            return answer


def gaussian_derivative(x):
    nested = []
    for _ in range(10**5):
        nested = [nested]
    return nested


# %% attack="passes_descriptors" title="Sends descriptors of its own along with its bytes, to fill the grader's table" classes=[75] cell="gaussian"
import array
import os
import socket

import autograder.wire.frames as frames

honest = frames._send_text
calls = []


def with_descriptors(sock, text, bodies, *rest):
    if calls:
        fds = array.array("i", [os.open(".", os.O_RDONLY) for _ in range(20)])
        for _ in range(20):
            sock.sendmsg([b"A"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
    honest(sock, text, bodies, *rest)


frames._send_text = with_descriptors


def gaussian(x):
    calls.append(x)
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    calls.append(x)
    return np.zeros(np.shape(x))


# %% attack="flags_of_the_error_file" title="Changes flags, lock and place of the files that it shares with the grader" classes=[75, 31] cell="gaussian"
import fcntl
import os


def gaussian(x):
    for way in (
        lambda: os.write(2, b"\x1b]0;owned\x07\xff\xfe" * 9999),
        lambda: os.fchmod(2, 0),
        lambda: fcntl.lockf(2, fcntl.LOCK_EX),
        lambda: fcntl.flock(2, fcntl.LOCK_EX),
        lambda: os.lseek(2, 1 << 23, os.SEEK_SET),
        lambda: fcntl.fcntl(3, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC),
        lambda: fcntl.fcntl(2, fcntl.F_SETFL, os.O_APPEND | os.O_ASYNC),
        lambda: fcntl.fcntl(2, fcntl.F_SETFL, os.O_DIRECT | os.O_NONBLOCK),
    ):
        try:
            way()
        except OSError:
            pass
    os._exit(1)


def gaussian_derivative(x):
    return gaussian(x)


# %% attack="half_closed" title="Closes one direction of the wire, or puts something else in its place" classes=[19, 20] cell="gaussian"
import gc
import os
import socket


def links():
    return [thing for thing in gc.get_objects() if isinstance(thing, socket.socket)]


def gaussian(x):
    for link in links():
        link.shutdown(socket.SHUT_WR)
    return np.zeros(np.shape(x))


def gaussian_derivative(x):
    for link in links():
        read, write = os.pipe()
        os.dup2(write, link.fileno())
    return np.zeros(np.shape(x))
