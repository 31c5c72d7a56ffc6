"""Tests of the command line, the embedded PostgreSQL and the database roles."""
