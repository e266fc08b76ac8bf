"""Upload jobs: which columns they read, and the fields of each record."""
