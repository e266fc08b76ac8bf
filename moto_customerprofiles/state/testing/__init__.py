"""What only a test asks a world to remember: injected faults, recorded calls."""
