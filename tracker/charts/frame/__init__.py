"""What stands around the marks of every chart: the axis with its scale, the key, the heading."""
