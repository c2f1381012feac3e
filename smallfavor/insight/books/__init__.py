"""The books at the desk: trial balance, journal and income, to read. What changes them is in desk/books."""
