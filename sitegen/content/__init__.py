"""content/ on disk to a `Library` in memory."""
