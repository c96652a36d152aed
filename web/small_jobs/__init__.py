"""Small jobs: what employers offer, the public list, and what a young person wishes for at work."""
