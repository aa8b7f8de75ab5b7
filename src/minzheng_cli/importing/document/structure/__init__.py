"""How a document is built: its head, its parts, headings and tables, and which of them are tasks."""
