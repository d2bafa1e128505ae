"""The commands about the gradebook: gradebook."""
