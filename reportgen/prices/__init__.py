"""What a file of daily prices says, whoever wrote it, and the sessions of the exchanges that it speaks of.

    read_tables(vendor_text) · examine(table, listed, moment) · strange_neighbours(closes, …) · calendars_of(exchanges)

A company's own ``prices.csv`` and the files that ``reportgen fetch prices`` takes are read by this one package.
"""
