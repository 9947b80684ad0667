"""The drawings that documents share, each a block: it knows its height for a width and draws itself there."""
