"""What was mined from many runs, for people: a page to read and filter, a map, and tables."""
