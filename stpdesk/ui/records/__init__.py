"""The screen of records: people, backups, the audit trail, carrying in and out, settings."""
