"""Values and texts that several areas read: paths, literals, comparisons, durations, lengths, JSON and YAML."""
