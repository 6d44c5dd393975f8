"""The files made from the model: read back, looked into, and opened by another program."""
