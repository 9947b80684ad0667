"""Today: what is wrong now, what is due, and the one act that settles each."""
