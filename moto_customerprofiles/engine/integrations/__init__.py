"""Integrations: their forms, flows, source files, workflows and the item catalog's objects."""
