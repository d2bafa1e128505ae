"""Renders HTML pages that run nothing, load nothing and show every character for what it is."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, lru_cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.report.number_format import percent, shown
from autograder.report.text_safety import visible
from autograder.report.wording import quantity

SENTENCES_KEPT: Final = 2048
"""Titles, messages and hints come again on page after page."""

_CODE: Final = re.compile(r"`([^`\n]+)`")


def render(template: str, **values: Any) -> str:  # noqa: ANN401 - whatever the template takes
    """Fill a template of this package; every value is escaped, and hidden characters in it are spelled out."""
    return _environment().get_template(template).render(**values)


def render_part(template: str, **values: Any) -> Markup:  # noqa: ANN401 - see `render`
    """As `render`, for a part of a page: other templates take it as it is."""
    return Markup(render(template, **values))  # noqa: S704 - escaped by its template


@lru_cache(maxsize=SENTENCES_KEPT)
def prose(text: str) -> Markup:
    """Return a sentence as HTML in which `code` between backticks stands in code type."""
    # With one group, `split` alternates between plain text and code.
    pieces = _CODE.split(visible(text))
    marked = (Markup("<code>{}</code>").format(piece) if index % 2 else piece for index, piece in enumerate(pieces))
    return Markup().join(marked)


@cache
def _environment() -> Environment:
    loader = PackageLoader("autograder.report", "templates")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(shown=shown, percent=percent, prose=prose, quantity=quantity)
    style = "\n" + loader.get_source(environment, "style.css")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals["style"] = Markup(style)  # noqa: S704 - our own file
    environment.globals["policy"] = (
        f"default-src 'none'; img-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    return environment


def _finalize(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value
