"""Explanations: their documents and their texts."""
