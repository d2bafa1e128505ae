"""An order of a pseudonymous collection that nobody can tell names from: by pseudonyms, and by keyed digests."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.lms.collecting.sorting import Sorted
    from autograder.pseudonyms import Pseudonyms


def concealed(members: Iterable[Sorted], pseudonyms: Pseudonyms) -> list[Sorted]:
    """Sort members by their people's pseudonyms and attempts; those of nobody stand between, by a digest of the name.

    The members of a zip, of a folder and of a roster mostly come in the order of people's names.
    """

    def key(member: Sorted) -> tuple[list[str], int, str]:
        name = member.item.name.encode("utf-8", "surrogatepass")
        digest = hmac.digest(pseudonyms.key, b"autograder member order\0" + name, "sha256").hex()
        people = sorted(pseudonyms.of(person.student) for person in member.people)
        return people or [f"anon-{digest}"], min((one.attempt for one in member.standings), default=0), digest

    return sorted(members, key=key)
