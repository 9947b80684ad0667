"""Documents as A4 pages. Latin text is ordinary text; Urdu is drawn as outlines over an invisible, copyable copy."""
