"""Compartments, grants, the gate and the audit trail: who may see what about whom, and who did.

It keeps no fact about a child. The contexts above bring the facts (care teams, guardians, releases), a pure function
turns them into grants, and PostgreSQL's row-level security compares each row with the viewer's open grants. It never
lowers the wall: jobs and commands are people of its books too.
"""
