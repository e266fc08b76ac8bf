"""The records of event streams, and the conditions and limits of event triggers."""
