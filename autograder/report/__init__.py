"""Views of a Result: JSON, the student's feedback page, the class report, a CSV summary and the terminal."""
