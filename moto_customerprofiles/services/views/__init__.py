"""What hooks and pages show of a domain: explanations, overviews and profile dumps."""
