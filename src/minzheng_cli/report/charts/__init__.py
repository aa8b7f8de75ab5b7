"""Pictures: one model of what a chart shows, and a thin renderer for each kind of document."""
