"""Reads a OneRoster 1.1 or 1.2 CSV delivery and says everything that is wrong with it; pure,
without a database."""
