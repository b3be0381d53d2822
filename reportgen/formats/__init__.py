"""A note as files: HTML, PDF, JSON, a spreadsheet, and the charts inside them."""
