"""The studio: writing pleas, looking at them on a real article, publishing them, stopping all asking."""
