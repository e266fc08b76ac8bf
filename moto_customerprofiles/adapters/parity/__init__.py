"""Hold an endpoint with the API of the service against what this package decided: probes, verdicts, transcripts."""
