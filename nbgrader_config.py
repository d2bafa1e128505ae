"""How nbgrader's own commands find this course; policy stands in course.yml."""

from autograder.release.stubs import CODE_STUB, TEXT_STUB

c = get_config()  # noqa: F821 - nbgrader provides it when it runs this file

c.CourseDirectory.course_id = "activation-functions"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
c.CourseDirectory.ignore.append("*.py")  # else nbgrader copies the source, answers included, beside the release
c.ClearSolutions.code_stub = {"python": CODE_STUB}
c.ClearSolutions.text_stub = TEXT_STUB
