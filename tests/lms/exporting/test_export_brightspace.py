"""Brightspace takes the export: ids with their mark, the item by its name, and a mark at the end of each row."""

from fractions import Fraction

import pytest

from autograder.errors import UsageError
from autograder.roster import Person

TITLE = "Activation functions and their derivatives"


def test_grades_arrive_scaled_to_the_items_points(export, golden, brightspace_import):
    made = export("brightspace", {"anna": "87.5", "wang": 100, "kim1": 50}, golden("brightspace.csv"))
    assert brightspace_import(made.content)[TITLE] == {
        "#s001": Fraction("8.75"),
        "#s002": Fraction("7.15"),
        "#s003": 10,
        "#s004": 5,
        "#s005": 8,
    }
    assert any("10 points where the course has 100" in note for note in made.notes)


def test_other_items_mark_and_line_ends_stay(export, golden):
    made = export("brightspace", {"anna": 1}, golden("brightspace.csv"))
    lines, before = made.content.split(b"\r\n"), golden("brightspace.csv").split(b"\r\n")
    assert [index for index, line in enumerate(lines) if line != before[index]] == [1, 2]
    assert lines[2] == before[2].replace(b",=cmd", b",'=cmd")


def test_a_mark_that_an_editor_lost_is_put_back(export, brightspace_import):
    template = f"OrgDefinedId,{TITLE} Points Grade,End-of-Line Indicator\n#s001,,\n#s003,\n"
    assert brightspace_import(export("brightspace", {"wang": 3}, template.encode()).content) == {TITLE: {"#s003": 3}}


def test_from_the_roster_the_same_import_works(export, brightspace_import):
    made = export("brightspace", {"anna": "87.5", "bob": 3})
    assert brightspace_import(made.content) == {TITLE: {"#s001": Fraction("87.5"), "#s002": 3}}


def test_the_item_may_have_another_name(export, brightspace_import):
    made = export("brightspace", {"anna": 1}, column="Lab, 1")
    assert list(brightspace_import(made.content)) == ["Lab, 1"]


def test_one_without_ids_is_left_out_with_the_reason(export, make_person):
    made = export("brightspace", {"anna": 1, "x": 2}, people=(make_person("anna"), Person("x", "X")))
    assert [(one.who, "no OrgDefinedId" in one.reason) for one in made.left_out] == [("x", True)]


def test_a_calculated_item_is_no_column_for_grades(export):
    template = f"OrgDefinedId,{TITLE} Points Grade <Calculated MaxPoints:10>,End-of-Line Indicator\n#s001,,#\n"
    with pytest.raises(UsageError, match="no column"):
        export("brightspace", {"anna": 1}, template.encode())


def test_another_file_is_refused_with_the_way_to_get_the_right_one(export):
    with pytest.raises(UsageError, match="In Brightspace open Grades"):
        export("brightspace", {"anna": 1}, b"Name,Grade\n")
