"""Pure questions over a Chronicle; the only floor that imports networkx.

Every answer is a structural statement about the recorded graph of claims. None is proof of
causation.
"""
