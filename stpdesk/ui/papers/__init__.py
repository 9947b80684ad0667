"""Papers on screen: pages of a PDF with zoom, thumbnails and search, and on their way to a printer."""
