"""Spaces: the floor plan, the same as a table, occupancy on any day, a unit's history, and the plan's editing."""
