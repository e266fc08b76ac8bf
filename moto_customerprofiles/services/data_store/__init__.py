"""The data store of a domain."""
