"""Quantified targets: numbers in sentences and tables, what they measure, how they compare, by when."""
