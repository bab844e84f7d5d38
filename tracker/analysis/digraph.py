"""A directed graph with the part of networkx's interface that questions about chains need.

Why not `networkx.DiGraph` itself: importing networkx takes three times as long as a whole
question about chains in a large record. Names and meanings are those of networkx, and
`to_networkx` gives the same graph to its algorithms.
"""

from collections.abc import Hashable, Iterable, Iterator, KeysView, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import networkx as nx

Node = TypeVar("Node", bound=Hashable)
Attributes = dict[str, Any]


class Nodes(KeysView[Node]):
    """The nodes of a graph as a set; `nodes[node]` are the attributes of one."""

    def __init__(self, attributes: Mapping[Node, Attributes]) -> None:
        super().__init__(attributes)
        self._of: Mapping[Node, Attributes] = attributes

    def __getitem__(self, node: Node) -> Attributes:
        return self._of[node]


class Edges(AbstractSet[tuple[Node, Node]]):
    """The edges of a graph as a set of pairs; `edges[one, other]` are the attributes of one."""

    def __init__(self, successors: Mapping[Node, Mapping[Node, Attributes]]) -> None:
        self._successors: Mapping[Node, Mapping[Node, Attributes]] = successors

    def __getitem__(self, edge: tuple[Node, Node]) -> Attributes:
        return self._successors[edge[0]][edge[1]]

    def __iter__(self) -> Iterator[tuple[Node, Node]]:
        return ((start, end) for start, ends in self._successors.items() for end in ends)

    def __len__(self) -> int:
        return sum(map(len, self._successors.values()))

    def __contains__(self, edge: object) -> bool:
        return isinstance(edge, tuple) and edge[1] in self._successors.get(edge[0], {})


class Graph(Generic[Node]):
    """A directed graph with attributes on nodes and edges, both in the order of their adding.

    Examples
    --------
    >>> graph: Graph[int] = Graph()
    >>> graph.add_edge(1, 2, cost=0.5)
    >>> list(graph), list(graph.edges), graph.adj[1][2], graph.in_degree(2)
    ([1, 2], [(1, 2)], {'cost': 0.5}, 1)
    """

    def __init__(self) -> None:
        self._attributes: dict[Node, Attributes] = {}
        self.adj: dict[Node, dict[Node, Attributes]] = {}
        self.pred: dict[Node, dict[Node, Attributes]] = {}

    def add_node(self, node: Node, **attributes: Any) -> None:
        """Add a node, or attributes to it."""
        if node not in self.adj:
            self._attributes[node], self.adj[node], self.pred[node] = {}, {}, {}
        self._attributes[node].update(attributes)

    def add_edge(self, start: Node, end: Node, **attributes: Any) -> None:
        """Add an edge, with its nodes where they are new."""
        self.add_node(start)
        self.add_node(end)
        self.adj[start][end] = self.pred[end][start] = attributes

    def remove_edge(self, start: Node, end: Node) -> None:
        """Remove an edge; its nodes stay."""
        del self.adj[start][end], self.pred[end][start]

    def remove_edges_from(self, edges: Iterable[tuple[Node, Node]]) -> None:
        """Remove several edges."""
        for start, end in edges:
            self.remove_edge(start, end)

    def remove_nodes_from(self, nodes: Iterable[Node]) -> None:
        """Remove several nodes with their edges; one that is not there is no error."""
        for node in nodes:
            if node in self.adj:
                self.remove_edges_from([(node, end) for end in self.adj[node]])
                self.remove_edges_from([(start, node) for start in self.pred[node]])
                del self._attributes[node], self.adj[node], self.pred[node]

    def clear(self) -> None:
        """Remove everything."""
        self.remove_nodes_from(list(self.adj))

    @property
    def nodes(self) -> Nodes[Node]:
        """The nodes, with their attributes."""
        return Nodes(self._attributes)

    @property
    def edges(self) -> Edges[Node]:
        """The edges, with their attributes."""
        return Edges(self.adj)

    def adjacency(self) -> Iterator[tuple[Node, dict[Node, Attributes]]]:
        """Each node with its successors, and the attributes of the edges to them."""
        return iter(self.adj.items())

    def predecessors(self, node: Node) -> Iterator[Node]:
        """The nodes from which an edge leads to this one."""
        return iter(self.pred[node])

    def in_degree(self, node: Node) -> int:
        """The number of edges that lead to a node."""
        return len(self.pred[node])

    def out_degree(self, node: Node) -> int:
        """The number of edges that lead from a node."""
        return len(self.adj[node])

    def degree(self, node: Node) -> int:
        """The number of edges at a node."""
        return len(self.pred[node]) + len(self.adj[node])

    def has_edge(self, start: Node, end: Node) -> bool:
        """Whether an edge leads from one node to another."""
        return (start, end) in self.edges

    def copy(self) -> "Graph[Node]":
        """The same graph, whose nodes and edges can be removed without harm to this one."""
        made: Graph[Node] = Graph()
        made._attributes = dict(self._attributes)
        made.adj = {node: dict(ends) for node, ends in self.adj.items()}
        made.pred = {node: dict(starts) for node, starts in self.pred.items()}
        return made

    def reverse(self) -> "Graph[Node]":
        """A view of the graph with every edge the other way round."""
        made: Graph[Node] = Graph()
        made._attributes, made.adj, made.pred = self._attributes, self.pred, self.adj
        return made

    def ancestors(self, node: Node) -> set[Node]:
        """The nodes from which this one can be reached, itself left out."""
        return _reached(node, self.pred)

    def descendants(self, node: Node) -> set[Node]:
        """The nodes that can be reached from this one, itself left out."""
        return _reached(node, self.adj)

    def to_networkx(self) -> "nx.DiGraph[Node]":
        """The same graph for the algorithms of networkx."""
        import networkx as nx

        made: nx.DiGraph[Node] = nx.DiGraph()
        made.add_nodes_from(self._attributes.items())
        for start, ends in self.adj.items():
            made.add_edges_from((start, end, edge) for end, edge in ends.items())
        return made

    def __iter__(self) -> Iterator[Node]:
        return iter(self.adj)

    def __len__(self) -> int:
        return len(self.adj)

    def __contains__(self, node: object) -> bool:
        return node in self.adj


def _reached(node: Node, neighbours: Mapping[Node, Mapping[Node, Attributes]]) -> set[Node]:
    found: set[Node] = set()
    waiting = [node]
    while waiting:
        new = neighbours[waiting.pop()].keys() - found
        found |= new
        waiting.extend(new)
    return found - {node}
