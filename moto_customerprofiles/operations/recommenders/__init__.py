"""Operations of recommenders."""
