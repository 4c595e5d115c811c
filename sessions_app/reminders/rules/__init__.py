"""When a letter leaves, when it would rather stay, and what it may say. No Django."""
