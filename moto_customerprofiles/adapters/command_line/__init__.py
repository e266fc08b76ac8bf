"""The subcommands of `python -m moto_customerprofiles`, and what they share."""
