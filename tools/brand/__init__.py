"""The brand: its palette, the contrast of colours, and the ornament that is drawn with them."""
