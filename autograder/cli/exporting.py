"""The command that brings grades out: export."""
