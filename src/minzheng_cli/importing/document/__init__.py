"""An official document read into a draft of a knowledge base: `mz import`."""
