"""The program: `tracker`, and `python -m tracker`."""

import gc


def main() -> None:
    """Run the command line, with the garbage collector kept from looking where there is nothing.

    A run is short: its imports make many objects and hardly a circle, and all memory goes back
    when it ends. Looking for circles among the imports, and through everything once more at the
    exit, took a quarter of a whole `tracker add`.
    """
    gc.set_threshold(200_000, 50, 100)
    from tracker.cli import app

    try:
        app(prog_name="tracker")
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
