"""Pages of procedures, documents and doubts; one module per noun."""
