"""One frozen dataclass a document; the renderers print these and compute nothing."""
