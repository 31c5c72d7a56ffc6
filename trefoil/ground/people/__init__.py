"""Children, caregivers, households, staff, organizations, care teams, and the accounts they sign in with.

Read by everybody above; it has no workflow of its own. It never says what may be seen: it brings the facts (who is on
the team, who is guardian) from which access makes grants, and refreshes them in the same transaction.
"""
