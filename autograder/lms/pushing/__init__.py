"""Sending grades to learning management systems over the network."""
