"""What the templates of a mail are given: everything that is printed, already written; templates compute nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from reportgen.figures import write_date
from reportgen.model.house import House
from reportgen.model.mail import Mail
from reportgen.model.publication import Release
from reportgen.publishing.email.material import Chart, Material, Run
from reportgen.publishing.email.moves import Moves, Told, money, moves, percent

COMPANIES_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Released:
    """A release with its archived material, and the release before it, if there was one."""

    release: Release
    material: Material
    before: Release | None = None
    before_material: Material | None = None

    @property
    def told(self) -> Moves:
        """What moved since the release before."""
        now = Told(self.release, self.material.inputs, self.material.ratings)
        if self.before is None:
            return moves(now, None)
        earlier = self.before_material
        inputs = earlier.inputs if earlier else self.material.inputs
        return moves(now, Told(self.before, inputs, self.material.ratings))


@dataclass(frozen=True, slots=True)
class Links:
    """Where a note can be read."""

    note: str
    pdf: str
    disclosures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """One note, as a mail tells it. ``pdf_name`` is empty where the PDF is linked and not attached."""

    company: str
    native_name: str
    ticker: str
    sector: str
    house: str
    legal_name: str
    language: str
    accent: str
    note_type: str
    draft: bool
    version: int
    headline: str
    standfirst: str
    standfirst_runs: Sequence[Run]
    points: Sequence[str]
    rating: str
    rating_line: str
    horizon_months: int
    overridden: bool
    target: str
    price: str
    price_day: str
    implied_return: str
    moves: Moves
    first: bool
    published: str
    as_of: str
    before_day: str
    links: Links
    chart: Chart | None
    chart_source: str
    pdf_name: str
    pdf_too_large: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a page goes, and how they leave; the operator cannot, and has no link."""

    address: str
    name: str
    leave: str


def links_of(release: Release, mail: Mail) -> Links:
    """The note's places on the house's site: the same folders as below output/."""
    base = f"{mail.link_base}/{release.company}/{release.as_of}"
    return Links(f"{base}/note.html", f"{base}/note.pdf", f"{base}/note.html#disclosures")


def note_page(
    released: Released, mail: Mail, *, chart_source: str = "", pdf_name: str = "", pdf_too_large: bool = False
) -> NotePage:
    """Everything that the mail of one note prints; ``chart_source`` is the picture's address in the mail."""
    release, material, told = released.release, released.material, released.told
    before = released.before
    return NotePage(
        company=material.name,
        native_name=material.native_name,
        ticker=material.ticker,
        sector=material.sector,
        house=material.house,
        legal_name=material.legal_name,
        language=material.language,
        accent=material.accent,
        note_type=material.note_type,
        draft=material.draft,
        version=release.version,
        headline=material.headline,
        standfirst="".join(run.text for run in material.standfirst),
        standfirst_runs=material.standfirst,
        points=material.points,
        rating=release.rating,
        rating_line=_rating_line(told, before),
        horizon_months=material.horizon_months,
        overridden=material.overridden,
        target=money(release.currency, release.target_price),
        price=money(release.currency, release.price),
        price_day=write_date(release.price_as_of, short=True) if release.price_as_of else "",
        implied_return=percent(release.implied_return),
        moves=told,
        first=before is None,
        # a draft is neither published nor a version
        published="" if material.draft else moment(release.released_at, material.time_zone),
        as_of=write_date(release.as_of),
        before_day=write_date(before.as_of, short=True) if before else "",
        links=links_of(release, mail),
        chart=material.chart,
        chart_source=chart_source,
        pdf_name=pdf_name,
        pdf_too_large=pdf_too_large,
    )


def digest_values(pages: Sequence[NotePage], house: House, reader: Reader, now: datetime) -> dict[str, object]:
    """What the templates of a digest are given; those beyond the twelfth are counted."""
    return {
        "pages": pages[:COMPANIES_AT_MOST],
        "more": max(len(pages) - COMPANIES_AT_MOST, 0),
        "count": len(pages),
        "house": house.name,
        "legal_name": house.legal_name,
        "language": house.language,
        "accent": house.branding.accent,
        "day": write_date(now.astimezone(ZoneInfo(house.time_zone)).date()),
        "reader": reader,
    }


def moment(at: datetime, zone: str) -> str:
    """A moment as the house's readers know it: ``14 November 2025, 18:00 HKT``."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{write_date(local.date())}, {local:%H:%M}\u00a0{local.tzname() or zone}"


def _rating_line(told: Moves, before: Release | None) -> str:
    if before is None:
        return "First rating and target"
    if told.rating.now == told.rating.before:
        return "Rating unchanged"
    words = {"up": "Raised", "down": "Lowered"}.get(told.rating.direction, "Changed")
    return f"{words} from {told.rating.before}"
