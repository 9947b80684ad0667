"""The monthly report to PSEB: five sections, each its own module, and the JSON that others read."""
