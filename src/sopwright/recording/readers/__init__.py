"""One module for each foreign format; ``recognise`` finds the right one by content."""
