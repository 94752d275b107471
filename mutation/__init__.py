"""Mutation testing: would the unit tests notice if a line of the mathematics were wrong? `python -m mutation`."""
