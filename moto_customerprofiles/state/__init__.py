"""What is remembered, and what must stay true of it."""
