"""Style: colours and sizes, palettes, texts around a chart, charts fitted to a size."""
