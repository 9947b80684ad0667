"""STP Desk: the on-site manager's program for a Software Technology Park in Pakistan."""

__version__ = "0.1.0"
