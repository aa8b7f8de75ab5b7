"""How rows and findings are printed."""
