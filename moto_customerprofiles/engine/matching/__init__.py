"""Identity resolution: similarity, rules, match groups, and which value survives a merge."""
