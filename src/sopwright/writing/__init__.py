"""How does it read? Recordings and mined figures become an SOP and a report."""
