"""Values and texts that several areas read: paths, literals, comparisons, JSON and YAML."""
