"""The lists of the window, one module a noun: `keys` in order, `rows` of a page, `totals` of all that is shown."""
