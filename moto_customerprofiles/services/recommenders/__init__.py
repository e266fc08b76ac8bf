"""Recommenders, their filters and schemas, and recommendations."""
