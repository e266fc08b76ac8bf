"""Operations of segments and their subscriptions."""
