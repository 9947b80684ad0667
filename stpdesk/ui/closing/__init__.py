"""The month close: what is left to do, each with its act; closing and reopening."""
