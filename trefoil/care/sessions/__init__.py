"""What was delivered: who came, what was written about it, and the school days a child was there.

It keeps attendance, and notes bound to the goals of the plan. A draft is its author's alone and is
never lost; what is signed is never changed, only added to. Attendance is read by those who read the
schedule; notes by the youth, the guardians and those who treat. It never tells one child's people who
else was in a group, and never tells a school that a note exists.
"""
