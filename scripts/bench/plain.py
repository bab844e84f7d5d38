"""The plain way to ask: load every event and link into a graph, then ask it.

`plain.py LIBRARY DATABASE QUESTION A B`, with networkx, rustworkx or igraph. The questions are the
easiest forms of tracker's: one best chain, the dominators, one minimum cut, five levels of
effects; where a library has no answer the exit code is 3.
"""

import math
import sqlite3
import sys
from typing import Any

library, database, question, first, last = sys.argv[1:]
A, B = int(first), int(last)
connection = sqlite3.connect(database)
nodes = connection.execute("SELECT id, handle, title, date FROM events").fetchall()
links = connection.execute("SELECT cause, effect, likelihood FROM links").fetchall()


def cost(likelihood: float) -> float:
    """The cost of a link on the way of a chain."""
    return -math.log(likelihood)


def price(likelihood: float) -> float:
    """The cost of cutting a link."""
    return -math.log1p(-likelihood)


def by_networkx() -> Any:
    """Ask networkx."""
    import networkx as nx

    graph: Any = nx.DiGraph()
    for number, handle, title, date in nodes:
        graph.add_node(number, handle=handle, title=title, date=date)
    for cause, effect, likelihood in links:
        graph.add_edge(cause, effect, cost=cost(likelihood), price=price(likelihood))
    if question == "paths":
        return nx.dijkstra_path(graph, A, B, weight="cost")
    if question == "effects":
        return nx.single_source_shortest_path_length(graph, A, cutoff=5)
    cone = graph.subgraph((nx.descendants(graph, A) & nx.ancestors(graph, B)) | {A, B})
    if question == "turning-points":
        return nx.immediate_dominators(cone, A)
    return nx.minimum_cut(cone, A, B, capacity="price")


def by_rustworkx() -> Any:
    """Ask rustworkx, which has no minimum cut between two nodes."""
    import rustworkx as rx

    if question == "offramps":
        sys.exit(3)
    graph: Any = rx.PyDiGraph()
    graph.add_nodes_from([None, *nodes])
    graph.add_edges_from(links)
    if question == "paths":
        return rx.dijkstra_shortest_paths(graph, A, target=B, weight_fn=cost)
    if question == "effects":
        return (
            rx.ego_graph(graph, A, 5) if hasattr(rx, "ego_graph") else rx.bfs_successors(graph, A)
        )
    return rx.immediate_dominators(graph, A)


def by_igraph() -> Any:
    """Ask igraph."""
    import igraph

    graph: Any = igraph.Graph([link[:2] for link in links], directed=True)
    if question == "paths":
        return graph.get_shortest_path(A, B, weights=[cost(link[2]) for link in links])
    if question == "effects":
        return graph.neighborhood(A, order=5, mode="out")
    if question == "turning-points":
        return graph.dominator(A)
    return graph.mincut(A, B, [price(link[2]) for link in links])


{"networkx": by_networkx, "rustworkx": by_rustworkx, "igraph": by_igraph}[library]()
