"""The screen of the reports: every document with its pages, printed and saved, one by one or a month's whole set."""
