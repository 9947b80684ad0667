"""Before a park is open: the start page, sign-in, a new park."""
