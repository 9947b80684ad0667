"""Fields: each one control under one name of core's, with its text, its value and what is wrong with it."""
