"""The palettes that a picture may be drawn in."""

from collections.abc import Mapping

from tracker.charts.style import theme
from tracker.model.picture import Palette

# For each colour that charts are laid out in, what stands for it. Dark keeps the hues and lifts
# what would sink; print leaves paper white and takes grey out of backgrounds, for one ink.
PALETTES: Mapping[Palette, Mapping[str, str]] = {
    Palette.LIGHT: {},
    Palette.DARK: {
        theme.BACKGROUND: "#14171c", theme.INK: "#eceff3", theme.MUTED: "#a3abb5",
        theme.FAINT: "#3a4049", theme.PANEL: "#1d2128", theme.LINK: "#b7bec8",
        theme.UNCODED: "#8a9099", "#56b4e9": "#7cc6f0", "#0072b2": "#3f9ad6",
        "#e69f00": "#f0b429", "#cc79a7": "#e39bc2", "#b94700": "#e8743b",
        "#aa3344": "#e0606f", "#661100": "#c9683f", "#6699cc": "#85b4e0", "#b4bac2": "#5d656f",
        "#117733": "#4dab6d", "#882255": "#d0709e",
        "#332288": "#8f83dd", "#dbe6f2": "#22364b", "#adc8e4": "#2d5580", "#739fcd": "#3f7fbd",
        "#3f72a9": "#7fb2e0", "#173f6b": "#c6e0f7",
        "#eff3f8": "#1e242c", "#e3ebf3": "#222c37", "#d6e2ee": "#273543",
        theme.SEA: "#10202c", theme.LAND: "#262a2f", theme.COAST: "#4d6373",
        theme.BORDER: "#5a5f66", theme.CONTESTED: "#8a8f96", theme.COUNTRY: "#7f868e",
    },
    Palette.PRINT: {
        theme.PANEL: "#ffffff", theme.FAINT: "#b5bac1", theme.MUTED: "#3a4048",
        theme.INK: "#000000", theme.LINK: "#222222",
        "#eff3f8": "#f6f6f6", "#e3ebf3": "#ebebeb", "#d6e2ee": "#dedede",
        theme.SEA: "#ffffff", theme.LAND: "#efefef", theme.COAST: "#777777",
        theme.BORDER: "#a0a0a0", theme.CONTESTED: "#555555", theme.COUNTRY: "#6a6a6a",
    },
}  # fmt: skip
