"""What does an event log say? Each file answers one question, exactly, by a few operations on sorted integers."""
