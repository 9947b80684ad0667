"""The rules of the park's numbers: plain data and pure functions; no SQL, no Qt, no files, no clock."""
