"""Injected faults on their way to a caller: time that passes, connections that break."""
