"""What a call leaves to others: messages to neighbours; and what keeps an exception from the side from breaking it."""
