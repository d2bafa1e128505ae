"""Renders Markdown of students for formgrader and feedback without anything that could run in the reader's browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import nh3
from jinja2 import pass_context
from markupsafe import escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

if TYPE_CHECKING:
    from jinja2.runtime import Context

ATTRIBUTES: Final = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"style", "title", "align", "dir", "lang"},
    "details": {"open"},
}
STYLES: Final = {"color", "background-color", "font-style", "font-weight", "text-align"}
SCHEMES: Final = {"http", "https", "mailto", "data"}
ELSEWHERE: Final = ("http://", "https://", "mailto:", "#")
"""How links may begin: nothing that the server of the page itself would serve."""

LONGEST: Final = 20_000
"""Markdown beyond this is shown as it is: turning it into HTML can take quadratic time."""


@pass_context
def safe_markdown(context: Context, source: str) -> str:
    """Turn Markdown into HTML as nbconvert does, without scripts, forms, frames, and styles that cover a page."""
    if len(source) > LONGEST:
        return f"<pre>{escape(source)}</pre>"
    cell: Any = context.get("cell", {})
    renderer = IPythonRenderer(escape=False, attachments=cell.get("attachments", {}), embed_images=False)
    html: str = MarkdownWithMath(renderer=renderer).render(source)
    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | {"details", "summary", "mark"},
        attributes=ATTRIBUTES,
        attribute_filter=_only_harmless,
        url_schemes=SCHEMES,
        filter_style_properties=STYLES,
    )


def _only_harmless(tag: str, attribute: str, value: str) -> str | None:
    """Refuse addresses that are loaded by themselves, or by a click with the rights of the page.

    Pictures may be attached only: as data, which browsers never run.
    """
    address = value.strip().casefold()
    if attribute == "src":
        return value if tag == "img" and address.startswith("data:image/") else None
    if attribute in {"href", "cite"}:
        return value if address.startswith(ELSEWHERE) else None
    return value
