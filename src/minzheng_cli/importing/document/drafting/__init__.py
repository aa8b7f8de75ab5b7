"""A draft as the files of a knowledge base, with what a person has to look at."""
