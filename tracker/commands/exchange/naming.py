"""Names of formats, as --to and --from read and complete them."""

from collections.abc import Iterator

from tracker.commands.options import parser


def _format_name(text: str) -> str:
    from tracker.desk.exchange import format_name

    return format_name(text)


def complete_format(incomplete: str) -> Iterator[tuple[str, str]]:
    """Formats that begin as typed, with what they keep."""
    from tracker.desk.exchange import list_formats

    for each in list_formats().formats:
        if each.name.startswith(incomplete.lower()):
            yield each.name, each.keeps


def _order(text: str) -> str:
    from tracker.desk.exchange import order_name

    return order_name(text)


read_format = parser("FORMAT", _format_name)
read_order = parser("dmy|mdy|ymd", _order)
