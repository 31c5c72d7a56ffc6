"""What needs somebody now: one task is one sentence and one verb, for one person.

Contexts ask and say done; Today shows. A task about a child lives in that child's compartment and disappears with the
grant that opened it. It never holds clinical words: the sentence comes from its kind.
"""
