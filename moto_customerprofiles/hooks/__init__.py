"""What only a test may ask, one file per area: run a job now, make the next one fail, read what was sent."""
