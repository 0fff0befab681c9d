/** Messages of the export of a list. */
export const enExport = {
  "export.open": "Export…",
  "export.title": "Export {what} as CSV",
  "export.columns": "Columns",
  "export.shown": "The {count} {count|column|columns} of the grid",
  "export.all": "All {count} {count|field|fields} that you may read",
  "export.records": "Records:",
  "export.masked": "Masked here, and in the file as well: {fields}.",
  "export.neutralised":
    "A text that a spreadsheet would run as a formula begins with an apostrophe in the file.",
  "export.recorded": "The audit log keeps that you exported, which fields, and of which records.",
  "export.start": "Start",
  "export.cancel": "Stop the export",
  "export.close": "Close",
  "export.beginning": "Counting the records…",
  "export.progress": "Progress of the export",
  "export.soFar": "{shown} of {total} records",
  "export.saved": "{name} is whole, with {shown} {rows|record|records}",
} as const;
