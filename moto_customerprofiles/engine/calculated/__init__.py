"""Calculated attributes: definitions, windows, filters, statistics and values."""
