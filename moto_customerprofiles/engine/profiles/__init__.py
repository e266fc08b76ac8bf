"""The profile and the other standard objects: their fields, keys and documents."""
