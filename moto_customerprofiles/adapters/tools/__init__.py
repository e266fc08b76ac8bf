"""Test tools that ask the service behind a client, in-process or on a server."""
