"""What a query in Spark SQL may contain, and its translation to DuckDB. Only `sql` imports this package."""
