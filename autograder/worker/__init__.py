"""What runs beside student code, on the untrusted side: an island that knows the wire and nothing else of ours."""
