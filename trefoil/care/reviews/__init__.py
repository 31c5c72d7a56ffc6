"""Looking at the plan together: check-ins with a rhythm, joint meetings, what was decided, and the clocks of review.

It keeps when the team meets, who was there, what the family wants to ask, what was decided and by whom it is done. The
agenda fills itself from what each reader may see anyway; it keeps no copy of a score, a session or an episode. The page
for the wall shows what everybody in the room may see and nothing else.
"""
