"""Upload jobs: which columns they read, and what each record says."""
