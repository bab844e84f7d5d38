"""Files of pictures and pages: their suffixes, and the refusal of a place that can hold none."""

from pathlib import Path

from tracker.errors import InvalidInput, shown

OTHER_PLACE = "Choose another place with -o."  # advice where a file cannot be written
PICTURE_SUFFIXES = (".png", ".svg", ".pdf")
PAGE_SUFFIXES = (".html", ".htm")


def picture_suffix(target: Path) -> str:
    """The suffix of a picture's file, refused where it is none of ours.

    >>> picture_suffix(Path("chain.SVG"))
    '.svg'
    """
    kind = target.suffix.lower()
    if kind not in PICTURE_SUFFIXES:
        raise InvalidInput(
            f"{shown(target)}: a picture ends in {', '.join(PICTURE_SUFFIXES[:-1])} or "
            f"{PICTURE_SUFFIXES[-1]}."
        )
    return kind


def page_suffix(target: Path) -> str:
    """The suffix of a report's file, refused where it is none of HTML.

    >>> page_suffix(Path("crisis.html"))
    '.html'
    """
    kind = target.suffix.lower()
    if kind not in PAGE_SUFFIXES:
        raise InvalidInput(f"{shown(target)}: a report ends in {' or '.join(PAGE_SUFFIXES)}.")
    return kind


def description_file(picture: Path) -> Path:
    """The file beside that of a picture which tells it in words.

    >>> description_file(Path("chain.svg")).name
    'chain.svg.txt'
    """
    return picture.with_name(f"{picture.name}.txt")


def check_picture_file(target: Path) -> None:
    """Refuse a file that no picture can go to: of another suffix, or in no folder."""
    picture_suffix(target)
    check_folder(target)


def check_page_file(target: Path) -> None:
    """Refuse a file that no report can go to: of another suffix, or in no folder."""
    page_suffix(target)
    check_folder(target)


def check_folder(target: Path) -> None:
    """Refuse a file in a folder that is not there."""
    if not target.absolute().parent.is_dir():
        raise InvalidInput(f"There is no folder {shown(target.parent)}; make it first.")
