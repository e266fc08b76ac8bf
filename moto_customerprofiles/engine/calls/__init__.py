"""Which calls are meant: by their parameters, by their number, and by what is nearest to them."""
