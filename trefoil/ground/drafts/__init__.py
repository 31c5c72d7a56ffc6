"""Unfinished writing: what a person has typed into a form and not yet sent, kept so that a dead browser loses nothing.

A draft belongs to who typed it and is read by nobody else. It is not a record about anyone until its form is sent;
then it is discarded. A draft that names a compartment disappears with the grant that opened it.
"""
