"""The event log: what happened, one row for one thing that happened to one case. Its columns, reading and writing."""
