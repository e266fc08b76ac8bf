"""Integrations, their runs and workflows, and the domain object types of a domain."""
