"""Identity resolution: similarity, rules, match groups, and which value wins a merge."""
