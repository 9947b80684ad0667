"""The tasks of run.py: one short module each."""
