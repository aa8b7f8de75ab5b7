"""Filled forms in: a file's bytes → sheets of cells → rows known by their ids → entries, faults and changes."""
