"""Calculated attributes and attribute statistics of a domain."""
