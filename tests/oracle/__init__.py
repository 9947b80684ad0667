"""A second, independent reading of the rules, to try the program against."""
