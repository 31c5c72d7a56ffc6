"""A child's way into the program: referral by the home district, acceptance, waiting list, enrollment, welcome.

It keeps what the district said, what was decided and why, and the order of those who wait with the reason for it. It
opens the child's record, the care team and the family's first list of things to do. It never decides without a release
that the family signed, and it never decides at all: people do.
"""
