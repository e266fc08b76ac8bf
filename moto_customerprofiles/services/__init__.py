"""What the areas do with the state: find, decide, change, note."""
