"""One module for each foreign format; ``reading.read`` finds the right one by content."""
