"""Ask: how one event led to another, what led to what, where it turned, and who says so."""
