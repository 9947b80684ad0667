"""The monthly report to PSEB on paper: one module a section."""
