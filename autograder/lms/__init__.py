"""Learning management systems: submissions in, grades out, in each one's own formats."""
