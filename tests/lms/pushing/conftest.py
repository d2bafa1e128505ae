"""A small Canvas on this machine: the documented endpoints that a push uses, with everything that goes wrong there."""

import json
import re
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from autograder.grades import Grade, QuestionGrade
from autograder.lms.pushing.patience import Clock, Patience
from autograder.lms.pushing.site import CanvasSite

TOKEN = "7~SecretTokenOfTheInstructor"  # noqa: S105 - a made-up one
GRADER = 9
COURSE, ASSIGNMENT = 12, 34


@dataclass
class Fault:
    """What happens instead of an answer: a status, or a connection that drops or stays silent."""

    status: int = 0
    body: str = ""
    headers: dict = field(default_factory=dict)
    drop: str = ""


class FakeCanvas:
    """The state of one course, and a log of the requests."""

    def __init__(self):
        self.users = []
        self.assignments = [
            {
                "id": ASSIGNMENT,
                "course_id": COURSE,
                "name": "Activation functions and their derivatives",
                "points_possible": 100.0,
                "grading_type": "points",
                "published": True,
            }
        ]
        self.submissions = {}
        self.page_size = 2
        self.states = ["queued", "running", "completed"]
        self.reads_before_work = 0
        self.deducts = 0
        self.requests = []
        self.updates = []
        self.ended = threading.Event()
        self.comments_made = 0
        self._faults = []
        self._progress = {}
        self._pending = []

    def enrol(self, user_id, **ids):
        self.users.append({"id": user_id, "name": f"Name of {user_id}", "sortable_name": f"{user_id}, Name", **ids})
        self.submissions[user_id] = {
            "id": 1000 + user_id,
            "user_id": user_id,
            "assignment_id": ASSIGNMENT,
            "score": None,
            "entered_score": None,
            "grade": None,
            "excused": None,
            "grader_id": None,
            "missing": False,
            "points_deducted": None,
            "workflow_state": "unsubmitted",
            "submission_comments": [],
        }

    def enter(self, user_id, score, **more):
        """What a person does in the gradebook."""
        self.submissions[user_id] |= {"score": score, "entered_score": score, "grader_id": 5, **more}

    def comment(self, user_id, author, text):
        self.comments_made += 1
        made = {
            "id": self.comments_made,
            "author_id": author,
            "author_name": f"Name of {author}",
            "comment": text,
            "created_at": f"2026-01-01T00:{self.comments_made // 60:02}:{self.comments_made % 60:02}Z",
        }
        self.submissions[user_id]["submission_comments"].insert(0, made)

    def comments(self, user_id):
        return [one["comment"] for one in self.submissions[user_id]["submission_comments"]]

    def fail(self, method, part, *faults):
        """Let the next requests of that method, to an address with that part, come to grief, one fault each."""
        self._faults += [(method, part, fault) for fault in faults]

    def counted(self, method, part=""):
        return sum(one == method and part in path for one, path in self.requests)

    def next_fault(self, method, path):
        for index, (of, part, fault) in enumerate(self._faults):
            if of == method and part in path:
                del self._faults[index]
                return fault
        return None

    def start_update(self, pairs):
        """Queue what Canvas does in the background; returns the id of its progress."""
        data = defaultdict(dict)
        for key, value in pairs:
            user, name = re.fullmatch(r"grade_data\[(\d+)\]\[(\w+)\]", key).groups()
            data[int(user)][name] = value
        self.updates.append({user: dict(entry) for user, entry in data.items()})
        number = len(self.updates)
        self._progress[number] = list(self.states)
        if self.reads_before_work:
            self._pending.append([self.reads_before_work, data])
        else:
            self._work(number, data)
        return number

    def progress(self, number):
        states = self._progress[number]
        return states.pop(0) if len(states) > 1 else states[0]

    def read_submissions(self):
        for pending in list(self._pending):
            pending[0] -= 1
            if pending[0] < 0:
                self._pending.remove(pending)
                self._work(0, pending[1])
        return list(self.submissions.values())

    def _work(self, number, data):
        for user, entry in data.items():
            if user not in self.submissions:
                self._progress[number] = ["failed"]
                continue
            submission = self.submissions[user]
            if "posted_grade" in entry:
                entered = self._points(entry["posted_grade"])
                taken = self.deducts if entered else 0
                submission |= {"entered_score": entered, "score": entered - taken, "points_deducted": taken or None}
                submission |= {"grader_id": GRADER, "excused": False, "workflow_state": "graded"}
            if "text_comment" in entry:
                self.comment(user, GRADER, entry["text_comment"])

    def _points(self, posted):
        if posted.endswith("%"):
            return float(posted[:-1]) * self.assignments[0]["points_possible"] / 100
        return float(posted)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet, or each answer waits for an acknowledgement

    def do_GET(self):
        self._serve("GET")

    def do_POST(self):
        self._serve("POST")

    def log_message(self, *_):
        """Stay silent."""

    @property
    def canvas(self):
        return self.server.canvas

    def _serve(self, method):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = urlsplit(self.path)
        self.canvas.requests.append((method, self.path))
        fault = self.canvas.next_fault(method, parts.path)
        if fault and fault.drop == "silence":
            self.canvas.ended.wait(5)
            return self._hang_up()
        if fault and fault.drop == "before":
            return self._hang_up()
        if fault and fault.status:
            return self._answer(fault.status, fault.body, fault.headers)
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._answer(401, {"errors": [{"message": "Invalid access token."}]}, {"WWW-Authenticate": "Bearer"})
        answer = self._route(method, parts, body)
        if fault and fault.drop == "after":
            return self._hang_up()
        return self._answer(*answer)

    def _route(self, method, parts, body):
        course = f"/api/v1/courses/{COURSE}"
        there = f"{course}/assignments/{ASSIGNMENT}"
        if method == "POST" and parts.path == f"{there}/submissions/update_grades":
            number = self.canvas.start_update(parse_qsl(body, strict_parsing=True))
            return 200, {"id": number, "workflow_state": "queued", "completion": 0}
        if match := re.fullmatch(r"/api/v1/progress/(\d+)", parts.path):
            return 200, {"id": int(match[1]), "workflow_state": self.canvas.progress(int(match[1]))}
        if parts.path == course:
            return 200, {"id": COURSE, "name": "A course"}
        if parts.path == there:
            return 200, self.canvas.assignments[0]
        lists = {
            f"{course}/assignments": lambda: self.canvas.assignments,
            f"{course}/users": lambda: self.canvas.users,
            f"{there}/submissions": lambda: self._submissions(parts),
        }
        if parts.path in lists:
            return self._page(parts, lists[parts.path]())
        return 404, {"errors": [{"message": "The specified resource does not exist."}]}

    def _submissions(self, parts):
        everything = self.canvas.read_submissions()
        if "submission_comments" in parse_qs(parts.query).get("include[]", []):
            return everything
        return [{key: value for key, value in one.items() if key != "submission_comments"} for one in everything]

    def _page(self, parts, everything):
        """Hand out a page, as Canvas does: whatever `per_page` asks for, no more than it likes; opaque next links."""
        query = dict(parse_qsl(parts.query))
        start = int(query.get("page", "0"))
        stop = start + self.canvas.page_size
        headers = {"X-Rate-Limit-Remaining": "700.0", "X-Request-Cost": "0.1"}
        if stop < len(everything):
            included = "&".join(f"{key}={value}" for key, value in parse_qsl(parts.query) if key.startswith("include"))
            link = f"http://{self.headers['Host']}{parts.path}?page={stop}&per_page=2&{included}"
            headers["Link"] = f'<{link}>; rel="next", <{link}>; rel="last"'
        return 200, everything[start:stop], headers

    def _answer(self, status, body, headers=None):
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _hang_up(self):
        self.close_connection = True


class FakeClock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self):
        self.slept = []
        self._now = 0.0
        self.clock = Clock(now=lambda: self._now, sleep=self._sleep)

    def _sleep(self, seconds):
        if seconds:
            self.slept.append(seconds)
        self._now += seconds


@pytest.fixture
def canvas():
    """A running Canvas; `canvas.origin` is its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.canvas = FakeCanvas()
        server.canvas.origin = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.canvas
        server.canvas.ended.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def patience():
    return Patience()


@pytest.fixture
def token():
    return TOKEN


@pytest.fixture
def fault():
    return Fault


@pytest.fixture
def site(canvas, clock, patience):
    made = CanvasSite(canvas.origin, TOKEN, str(COURSE), clock.clock, patience)
    yield made
    made.close()


@pytest.fixture
def grade_of():
    """Make the grade of a student, from the points of its one question or of several."""

    def make(student, *scores, points=100, late=0, **more):
        each = Fraction(points) / max(len(scores), 1)
        questions = tuple(
            QuestionGrade(f"q{number}", f"Question {number}", each, None if one is None else Fraction(one))
            for number, one in enumerate(scores, 1)
        )
        score = sum((one.score for one in questions if one.score is not None), Fraction(0))
        waiting = tuple(one.id for one in questions if one.score is None)
        return Grade(
            student,
            "activations",
            Fraction(points),
            score,
            Fraction(late),
            score - late,
            questions,
            waiting=waiting,
            **more,
        )

    return make
