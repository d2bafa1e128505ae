"""Mutation of the solutions: small changes that the hidden checks must notice."""
