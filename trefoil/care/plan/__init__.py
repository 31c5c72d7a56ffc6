"""The integrated treatment plan: one tree of goals, and per goal what is done at school, in therapy and at home.

It keeps every version as it was signed, who signed which words, and the plan for school: a document of its own that the
school reads under a release. The clinic writes; the family and the youth read, sign and propose; the school reads and
signs its own part. A diagnosis, a note or what is done in therapy has no place to stand in the plan for school.
"""
