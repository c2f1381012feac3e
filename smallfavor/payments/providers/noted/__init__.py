"""Cash, cheques and cards at a terminal, noted by hand at the desk. The service is the bank's counter (`bank`)."""
