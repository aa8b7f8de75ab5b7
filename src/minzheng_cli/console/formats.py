"""The output formats: what the user may choose, and the module that renders it. Importing this imports none of them."""

ROWS = {
    "table": "minzheng_cli.console.rows.table",
    "json": "minzheng_cli.console.rows.json",
    "csv": "minzheng_cli.console.rows.csv",
    "md": "minzheng_cli.console.rows.md",
    "xlsx": "minzheng_cli.console.rows.xlsx",
}
"""Formats of a query's answer; each module has `render(tables, terminal)`, which gives text, of a workbook bytes."""

ROW_SUFFIXES = {"table": ".txt", "json": ".json", "csv": ".csv", "md": ".md", "xlsx": ".xlsx"}
"""The suffixes of files with a query's answer."""

FINDINGS = {
    "text": "minzheng_cli.console.findings.text",
    "json": "minzheng_cli.console.findings.json",
    "github": "minzheng_cli.console.findings.github",
    "gitlab": "minzheng_cli.console.findings.gitlab",
    "sarif": "minzheng_cli.console.findings.sarif",
    "junit": "minzheng_cli.console.findings.junit",
}
"""Formats of what a check found; each module has `render(report, terminal) -> str`."""

CHANGES = {
    "table": "minzheng_cli.console.changes.table",
    "md": "minzheng_cli.console.changes.md",
    "json": "minzheng_cli.console.changes.json",
}
"""Formats of what changed between two states; each module has `render(report, terminal) -> str`."""
