"""The course: its policy as data, and reading it from `course.yml`."""
