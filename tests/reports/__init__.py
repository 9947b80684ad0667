"""Documents as files: written, read back, looked at."""
