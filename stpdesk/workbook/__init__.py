"""The import workbook: its sheets, reading, the template, and writing it filled. Depends on core only."""
