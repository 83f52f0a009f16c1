"""The pages: each reads the request, asks the record one thing and renders."""
