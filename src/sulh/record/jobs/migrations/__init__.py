"""The migrations of the tables of jobs."""
