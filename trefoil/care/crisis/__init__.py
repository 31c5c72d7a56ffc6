"""A crisis about a child: that one is open, how grave it is, when it began and when it was over.

It keeps the fact that decides what opens beyond the table: the safety card to the team, the event to an emergency
contact. It does not call anybody yet, and it holds no word about what happened: that stands in the notes.
"""
