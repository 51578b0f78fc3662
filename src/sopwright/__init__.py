"""Record how a lead is really qualified; get the SOP, the process map and the intelligence report."""
