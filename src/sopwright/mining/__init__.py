"""What do runs of the same work have in common? Alignment, process map, figures."""
