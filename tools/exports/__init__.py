"""Files made from the model alone, without the built pages."""
