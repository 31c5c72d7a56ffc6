"""Rulebook: law and policy as dated data.

A pack is one jurisdiction's rules, each with its value, its source, the day it was read, how sure we are of it and
from when until when it holds. It keeps no record of any child and decides nothing itself: `access` and the contexts
above ask it for the law of a day. Not legal advice.
"""
