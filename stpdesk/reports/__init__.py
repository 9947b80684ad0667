"""Documents: figures first, then the same figures as JSON, PDF and Excel."""
