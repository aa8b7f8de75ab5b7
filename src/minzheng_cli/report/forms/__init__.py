"""Forms as Excel workbooks: `workbook.form_bytes` lays out what `query.form` has decided."""
