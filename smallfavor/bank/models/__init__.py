"""Our side of the bank's counter: mandates, collections, expected transfers, statements."""
