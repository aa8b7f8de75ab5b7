"""Words in the XML of charts."""

from __future__ import annotations

from xml.sax.saxutils import escape as escaped

from minzheng_cli.report.templating import without_controls


def escape(words: str) -> str:
    """Words as they stand in XML and in its attributes; without characters that it can't hold."""
    return escaped(without_controls(words), {'"': "&quot;"})
