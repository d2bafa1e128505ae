"""Renders Markdown of students for formgrader and feedback without anything that could run in the reader's browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import nh3
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

if TYPE_CHECKING:
    from jinja2.runtime import Context

ATTRIBUTES: Final = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"class", "id", "style", "title", "align", "dir", "lang"},
    "details": {"open"},
}
STYLES: Final = {"color", "background-color", "font-style", "font-weight", "text-align", "width", "height"}
SCHEMES: Final = {"http", "https", "mailto", "data"}


@pass_context
def safe_markdown(context: Context, source: str) -> str:
    """Turn Markdown into HTML as nbconvert does, without scripts, forms, frames, and styles that cover a page."""
    cell: Any = context.get("cell", {})
    renderer = IPythonRenderer(escape=False, attachments=cell.get("attachments", {}), embed_images=False)
    html: str = MarkdownWithMath(renderer=renderer).render(source)
    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | {"details", "summary", "mark"},
        attributes=ATTRIBUTES,
        attribute_filter=_only_pictures_as_data,
        url_schemes=SCHEMES,
        filter_style_properties=STYLES,
    )


def _only_pictures_as_data(tag: str, attribute: str, value: str) -> str | None:
    """Refuse addresses that hold their own content, but for pictures, which browsers never run."""
    is_data = value.strip().casefold().startswith("data:")
    return None if is_data and (tag, attribute) != ("img", "src") else value
