"""Where a plan may go, what still stands in its way, and when things are. No Django."""
