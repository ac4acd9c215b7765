"""What a build remembers of the one before, under .sitegen/cache/; safe to delete at any time."""
