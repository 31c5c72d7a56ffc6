"""When people meet, and where: bell schedules, class timetables, rooms, appointments and weekly series.

It keeps who is booked when, so that the database itself refuses two bookings of one person or room.
It is read by everybody who has a place in a child's week: fully by the clinic and the family, as
"unavailable" by a teacher. It never says to one child's people who else is in a group, and never why
somebody is busy.
"""
