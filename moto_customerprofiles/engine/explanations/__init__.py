"""What explanations say: their documents and their texts."""
