"""Finds which student of the Canvas course each grade belongs to: by ids alone, never by a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from autograder.lms.people import LeftOut, owners
from autograder.pseudonyms import FORM
from autograder.roster import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from autograder.lms.pushing.site import CanvasStudent
    from autograder.pseudonyms import Pseudonyms
    from autograder.roster import Person, Roster


class Directory:
    """The students of the Canvas course by each of their ids; letters count alike in both cases."""

    def __init__(self, students: Iterable[CanvasStudent]) -> None:
        self._by_kind: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for student in students:
            self._add("canvas_id", student.user_id, student)
            self._add("sis_user_id", student.sis_user_id, student)
            self._add("email", student.email, student)
            for login in student.logins:
                self._add("login", login, student)

    def having(self, value: str, *kinds: str) -> set[str]:
        """Return the user ids of everyone who has that id as one of these kinds."""
        return set().union(*(self._by_kind[kind].get(folded(value), set()) for kind in kinds if value))

    def _add(self, kind: str, value: str, student: CanvasStudent) -> None:
        if value:
            self._by_kind[kind][folded(value)].add(student.user_id)


def match(
    names: Sequence[str],
    directory: Directory,
    roster: Roster | None,
    open_pseudonyms: Callable[[], Pseudonyms],
) -> tuple[dict[str, str], tuple[LeftOut, ...]]:
    """Return the Canvas user id of each student by the name in the results, and who has none.

    With a roster, its ids decide; without one, the student's id must be somebody's login, SIS id or e-mail address.
    Ids that belong to several students of the course, and students who share one, are left out.
    """
    people = {} if roster is None else owners(names, roster, open_pseudonyms)
    found: dict[str, str] = {}
    left_out: list[LeftOut] = []
    for name in names:
        person = people.get(name)
        if person is not None:
            users, reason = _by_roster(person, directory)
        elif roster is not None:
            users, reason = set(), "the roster has no such student"
        elif FORM.fullmatch(name):
            users, reason = set(), "it is a pseudonym; give the roster, so that its owner can be found"
        else:
            users = directory.having(name, "login", "sis_user_id", "email")
            reason = "no student of the Canvas course has this as login, SIS id or e-mail address; give a roster"
        if len(users) == 1:
            found[name] = users.pop()
        else:
            left_out.append(LeftOut(name, f"its ids belong to {len(users)} students in Canvas" if users else reason))
    shared = {user for user, count in Counter(found.values()).items() if count > 1}
    left_out += [
        LeftOut(name, "another result belongs to the same student in Canvas")
        for name, user in found.items()
        if user in shared
    ]
    return {name: user for name, user in found.items() if user not in shared}, tuple(left_out)


def _by_roster(person: Person, directory: Directory) -> tuple[set[str], str]:
    """Return everyone whom one of the person's ids points at: the ids must agree."""
    ids = person.ids
    canvas_id = ids.get("canvas_id", "")
    users = directory.having(canvas_id, "canvas_id")
    if canvas_id and not users:
        return set(), "no student of the Canvas course has the roster's canvas_id"
    users |= directory.having(ids.get("sis_user_id", ""), "sis_user_id")
    users |= directory.having(ids.get("sis_login_id", ""), "login")
    users |= directory.having(person.email, "email", "login")
    given = [name for name in ("canvas_id", "sis_user_id", "sis_login_id") if ids.get(name)]
    given += ["e-mail address"] if person.email else []
    if not given:
        return set(), "the roster holds no id by which Canvas knows students"
    return users, f"no student of the Canvas course has the roster's {' or '.join(given)}"
