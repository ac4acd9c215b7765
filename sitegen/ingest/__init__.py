"""Raw documents of seeds/ to content/ that people edit; run.py does it."""
