"""mz: a government implementation plan as code."""

__version__ = "0.1.0"
