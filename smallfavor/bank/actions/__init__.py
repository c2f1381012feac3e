"""What is done at the bank: mandates taken, files written and released, statements read and matched."""
