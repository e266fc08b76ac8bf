"""The server that `python -m moto_customerprofiles` runs: moto's application, with connections that stay open."""
