"""The company "small" with estimates: ours and those before, a consensus and the company's guidance. All invented."""

from __future__ import annotations

from collections.abc import Mapping

from tests.workspaces import SMALL

_SOURCES = """\
  C: {title: Estimates of five analysts, published: 2025-01-15}
  G: {title: Guidance of the company, published: 2025-01-20}
  E: {title: Our note of August, published: 2024-08-01}
"""
_METRIC = "  {name}: {{label: {label}, unit: {unit}, source: {source}, status: {status}{more}, values: {{{values}}}}}\n"


def metric(name: str, values: str, *, of: str = "", source: str = "C", more: str = "", unit: str = "USD m") -> str:
    """A line of facts: "FY2025 118.4 5" is a value with the number of its estimates."""
    kind = {"C": "consensus_of", "G": "guidance_of", "E": "previous_estimate_of"}[source]
    pairs = (each.split() for each in values.split(", "))
    written = ", ".join(
        f"{period}: {{value: {value}{''.join(f', estimates: {each}' for each in count)}}}"
        for period, value, *count in pairs
    )
    return _METRIC.format(
        name=name, label=name.replace("_", " ").capitalize(), unit=unit, source=source, status="estimate",
        more=f", {kind}: {of}{more and ', ' + more}", values=written,
    )  # fmt: skip


def own(name: str, label: str, unit: str, actual: str, estimates: str) -> str:
    """A metric of the company with its actual figures of three years and our estimates for the next three."""
    values = [f"FY{2022 + place}: {{value: {value}}}" for place, value in enumerate(actual.split())]
    values += [
        f"FY{2025 + place}: {{value: {value}, status: estimate}}" for place, value in enumerate(estimates.split())
    ]
    written = ", ".join(values)
    return _METRIC.format(name=name, label=label, unit=unit, source="P", status="actual", more="", values=written)


_HEAD, _REST = SMALL["facts.yaml"].split("metrics:\n")
_REVENUE = "  revenue:\n    label: Revenue\n    unit: USD m\n    source: P\n    status: actual\n    values:\n"
_LEFT = _REST.replace(f"{_REVENUE}      FY2023: {{value: 80}}\n      FY2024: {{value: 100}}\n", "")
OWN = (
    own("revenue", "Revenue", "USD m", "60 80 100", "118.0 140.5 165.0")
    + own("units", "Tools sold", "vehicles", "1200 1550 2105", "2410 2950 3400")
    + own("gross_margin", "Gross margin", '"%"', "20.1 21.0 22.5", "23.0 23.5 24.0")
    + own("operating_profit", "Operating profit", "USD m", "6.0 9.0 12.5", "15.2 19.6 25.0")
    + own("eps", "Earnings per share", "USD/share", "0.09 0.13 0.18", "0.22 0.29 0.37")
)
OTHERS = (
    metric("revenue_consensus", "FY2024 98.0 6, FY2025 115.2 5, FY2026 142.0 4", of="revenue")
    + metric("revenue_lowest", "FY2025 109.0, FY2026 128.0", of="revenue", more="end: low")
    + metric("revenue_highest", "FY2025 121.5, FY2026 151.0", of="revenue", more="end: high")
    + metric("margin_consensus", "FY2025 23.4 3", of="gross_margin", unit='"%"')
    + metric("eps_consensus", "FY2024 0.17 6, FY2025 0.21 5, FY2026 0.30 4", of="eps", unit="USD/share")
    + metric("revenue_guided_low", "FY2025 110", of="revenue", source="G", more="end: low")
    + metric("revenue_guided_high", "FY2025 120", of="revenue", source="G", more="end: high")
    + metric("units_guided", "FY2025 2500", of="units", source="G", unit="vehicles")
    + metric("revenue_before", "FY2024 97.0, FY2025 121.0, FY2026 138.0", of="revenue", source="E")
    + metric("margin_before", "FY2025 22.6, FY2026 23.5", of="gross_margin", source="E", unit='"%"')
    + metric("eps_before", "FY2024 0.19, FY2025 0.23, FY2026 0.28", of="eps", source="E", unit="USD/share")
)
FACTS = f"{_HEAD}{_SOURCES}metrics:\n{OWN}{OTHERS}{_LEFT}"
EXHIBITS = """\
key_figures:
  periods: [FY2022, FY2023, FY2024, FY2025, FY2026, FY2027]
  rows:
    - {metric: revenue}
    - {metric: revenue, show: growth}
    - {metric: revenue, show: previous}
    - {metric: revenue, show: revision}
    - {metric: revenue, show: consensus}
    - {metric: revenue, show: against_consensus}
    - {metric: units}
    - {metric: units, show: previous}
    - {metric: gross_margin}
    - {metric: gross_margin, show: revision}
    - {metric: gross_margin, show: against_consensus}
    - {metric: operating_profit}
    - {metric: eps}
    - {metric: eps, show: previous}
    - {metric: eps, show: revision}
    - {metric: eps, show: consensus}
    - {metric: eps, show: against_consensus}
    - {metric: operating_profit, show: enterprise_multiple, label: "EV / EBIT, ×"}
    - {metric: revenue, show: enterprise_multiple, label: "EV / sales, ×"}
estimates:
  metrics: [revenue, units, gross_margin, eps]
  periods: [FY2025, FY2026, FY2027]
results:
  period: FY2024
  metrics: [revenue, units, gross_margin, operating_profit, eps]
"""
ESTIMATES: Mapping[str, str] = {"facts.yaml": FACTS, "exhibits.yaml": EXHIBITS}
"""Changes to the company "small"."""
