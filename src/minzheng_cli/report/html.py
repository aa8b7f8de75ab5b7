"""Contexts laid out as one HTML page that asks nothing of any other address."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from minzheng_cli.report.charts.model import Chart
    from minzheng_cli.report.render import Look

_INNER = r"<{tag}(?:\s[^>]*)?>(.*?)</{tag}>"


def render(context: object, template: Path, _day: date, look: Look) -> str:
    """The context (as `report`) in an HTML template, which also knows `lights`, the colour of each status.

    Raises MzError where the template is at fault.
    """
    from minzheng_cli.report.lights import sign_of
    from minzheng_cli.report.templating import laid_out

    filters: dict[str, Callable[..., object]] = {"signed": sign_of, "svg": _drawn}
    known = {"lights": _lights(context)}
    text = laid_out(context, template, look.folders, filters, autoescape=True, known=known)
    return _guarded(re.sub(r"\n\s*\n+", "\n", text).strip() + "\n")


def _lights(context: object) -> Mapping[str, str]:
    """The plan's own colours where the context has them, else the usual ones."""
    from minzheng_cli.model.tracking import Tracking
    from minzheng_cli.report.lights import lights_of

    own: Mapping[str, str] | None = getattr(context, "lights", None)
    return own or {light.word: light.colour for light in lights_of(Tracking())}


def _drawn(chart: Chart) -> Markup:
    """A chart as an element of the page: what it is made of is escaped where it is drawn."""
    from markupsafe import Markup

    from minzheng_cli.report.charts.svg import svg

    return Markup(svg(chart))  # noqa: S704


def _guarded(page: str) -> str:
    """The page with a policy that lets it load nothing and run only the styles and scripts that stand in its template."""
    scripts, styles = (" ".join(_hashes(page, tag)) or "'none'" for tag in ("script", "style"))
    policy = f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; base-uri 'none'; form-action 'none'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return re.sub(r"(<head(?:\s[^>]*)?>)", rf"\1\n{meta}", page, count=1)


def _hashes(page: str, tag: str) -> Iterator[str]:
    """What a policy calls the contents of each element: the text as a browser has it, with one kind of line break."""
    for inner in re.findall(_INNER.format(tag=tag), page, re.DOTALL):
        digest = hashlib.sha256(re.sub(r"\r\n?", "\n", inner).encode("utf-8")).digest()
        yield f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
