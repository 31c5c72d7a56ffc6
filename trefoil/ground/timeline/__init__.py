"""One timeline per child: each entry says in whose voice something happened, and where to read it.

Written by the actions of other contexts in their own transaction, read by every page that looks back. An entry lives in
the compartment of what it tells of, so it is seen by those who may see that, and by nobody else.
"""
