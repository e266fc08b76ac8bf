"""What answers clients of botocore and aiobotocore in-process, before a request is sent."""
