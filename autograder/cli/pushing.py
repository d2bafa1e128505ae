"""The command that sends grades to a learning management system: push."""
