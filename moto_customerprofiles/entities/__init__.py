"""What is remembered of one thing: dataclasses that know no container."""
