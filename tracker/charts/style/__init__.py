"""How pictures look: colours and sizes, palettes, texts around a chart, how large it is."""
