"""Pure questions over a Chronicle; the only layer that imports networkx and igraph.

Every answer is a structural statement about the recorded graph of claims. None is proof of
causation.
"""
