"""What the words mean: frozen data of a company, its valuation and its note."""
