"""Writing grades in the formats that learning management systems import."""
