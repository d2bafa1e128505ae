"""The gradebook: nbgrader's database, written in batches and read back."""
