"""The frame around the marks of every chart: heading, legend, time axis with its scale."""
