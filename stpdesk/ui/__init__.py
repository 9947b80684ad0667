"""The window: the only ring with Qt. It hands acts to a worker, runs no SQL, computes no figure."""
