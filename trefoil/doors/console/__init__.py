"""The door of the privacy officer and of operations: who saw what and why, and what failed."""
