"""Identity resolution, rule-based matching and merging in a domain."""
