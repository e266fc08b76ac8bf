"""A moto backend that fakes Amazon Connect Customer Profiles."""
