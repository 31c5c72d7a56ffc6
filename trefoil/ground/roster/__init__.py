"""What the student information system of a school or a district says: organizations, terms,
courses, classes, people, who is enrolled where and who belongs to whom, each kept under the
system it came from and its id there. Read by those who refer a child and by the schedule. It
never makes a child of the program out of a student: only a referral does."""
