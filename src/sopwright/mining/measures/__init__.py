"""The three numbers a sales team asks for, and what automation is worth, computed from an event log."""
