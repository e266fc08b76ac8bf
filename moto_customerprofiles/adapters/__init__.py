"""All that speaks moto, boto3, HTTP, CloudFormation or IAM."""
