"""The sandbox processor: a payment service that moves no money, for the demo and the tests.

A program of its own with its own database: it imports nothing of the paper, so that its record can be held
against the paper's books.
"""
