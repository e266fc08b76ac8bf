"""Integrations: their forms, flows, source files, workflows and the objects of the item catalog."""
