"""Event stream records, and the conditions and limits of event triggers."""
