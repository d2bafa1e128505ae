"""The wire between trusted and untrusted processes: data only, sizes capped, every wait bounded by a deadline."""
