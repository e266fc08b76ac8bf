"""The services beside this one as moto mocks them, and moto's clock, ids and pace."""
