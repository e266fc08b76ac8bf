"""The protocol, compiled from botocore's service model: routing, parsing, validation, paging and replies.

Nothing in here is written per operation. What an operation needs is compiled when it is first called.
"""
