"""What only a test may ask, one file per area: run a job now, make the next one fail, look at what was sent."""
