"""Watches links, the mains and this PC; proposes what it noticed, and never edits the park."""
