"""Operations of event streams and event triggers."""
