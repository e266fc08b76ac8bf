"""One function per operation, one file per area."""
