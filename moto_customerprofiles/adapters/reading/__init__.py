"""Reading a domain over the API into a scenario, with calls that change nothing, and telling two scenarios apart."""
