"""Releases of information: what a guardian allows one organization to share with another, and its end.

It keeps the exact text that was signed. It brings releases to access as facts and refreshes the child's grants in the
same transaction, so that a revocation is in force at the next click. It never decides who else may see.
"""
