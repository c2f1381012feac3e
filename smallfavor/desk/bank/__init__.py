"""The desk's side of the bank: statements read in, lines settled, transfers expected, gifts noted by hand."""
