"""Segment definitions, estimates, snapshots, membership and subscriptions."""
