"""Segments: groups of dimensions, SQL queries, exports and explanations."""
