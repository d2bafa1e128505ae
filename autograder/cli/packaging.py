"""The commands for other systems: package, and what runs inside a package."""
