"""Recommenders: interactions, recipes, filters, promotions and diversity."""
