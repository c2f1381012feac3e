"""`python -m bench.renewals`: durable charges a second, beside raw SQL and beside one pledge at a time."""
