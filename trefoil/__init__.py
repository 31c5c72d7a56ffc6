"""Trefoil: where a school, a clinic and a family look after one child together."""

__version__ = "0.1.0"
