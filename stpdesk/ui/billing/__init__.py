"""The screen of billing: readings, the month’s run, and the accounts kept beside it."""
