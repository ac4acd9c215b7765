"""English by providers, optional and reviewed: never needed for a build."""
