"""How the house is put together and switched on.

Keeps the settings, the addresses, the command line, the embedded PostgreSQL and the two database
roles. It knows every other part and no part imports it. It never holds a rule about children, and
it never lets a request reach the database as the role that owns the tables.
"""
