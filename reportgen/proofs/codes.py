"""Why the codes of the three promises exist."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from reportgen.diagnostics import Rule
from reportgen.proofs import attached, data_tables, footing, page_alone, pdf_beside, reading, remarks, typed, windows

_SAME_TOLERANCE = "The tolerance is what the rounding of each printed figure leaves open."


def _rule(proof: Callable[..., object]) -> Rule:
    return Rule(getattr(proof, "__name__", "").replace("_", "-"), inspect.cleandoc(proof.__doc__ or ""))


RULES: tuple[Rule, ...] = (
    _rule(typed.number_typed),
    _rule(footing.printed_as_valued),
    _rule(footing.bridge_foots),
    _rule(footing.grid_base_is_target),
    _rule(footing.weights_foot),
    _rule(remarks.rounding_remark_true),
    _rule(reading.number_differs),
    _rule(reading.number_unknown),
    _rule(windows.lineage_differs),
    _rule(data_tables.data_table_differs),
    _rule(attached.data_differs),
    _rule(reading.page_reference_wrong),
    _rule(reading.internal_word_printed),
    _rule(pdf_beside.annotation_unknown),
    _rule(page_alone.text_hidden),
    _rule(page_alone.resource_external),
    Rule(
        "disclosure-not-printed",
        "What a note must disclose is owed to its reader word for word: the rating, certification, conflicts, risk. "
        "A paragraph or an answer that the note holds and the finished page does not was lost on the way.",
    ),
    Rule(
        "number-not-printed",
        "A number, a row or a chart that the note holds and the finished page does not was lost on the way: hidden by "
        "a style, dropped by a template, or left out of a drawing.",
    ),
    Rule("total-foots", f"A printed total is the sum of the printed figures that make it. {_SAME_TOLERANCE}"),
    Rule("share-foots", f"A printed share or margin is the printed part over the printed whole. {_SAME_TOLERANCE}"),
    Rule("growth-foots", f"A printed growth rate follows from the two printed levels. {_SAME_TOLERANCE}"),
    Rule(
        "forecast-foots",
        "Profit, tax, what growth takes and the free cash flow of a forecast year follow from each other in every "
        f"column, as far as they are printed. {_SAME_TOLERANCE}",
    ),
    Rule(
        "present-value-foots",
        "Discount factors follow from the rates, present values from flows and factors, and the value from their sum "
        f"and what follows the last year. {_SAME_TOLERANCE}",
    ),
    Rule(
        "difference-foots",
        "A printed change of an estimate, or its difference from the consensus, follows from the two printed figures. "
        f"{_SAME_TOLERANCE}",
    ),
    Rule(
        "multiple-foots",
        f"A printed multiple follows from the market value and the figure beside it. {_SAME_TOLERANCE}",
    ),
    Rule("per-share-foots", f"A value a share is the printed amount over the shares, at the rate. {_SAME_TOLERANCE}"),
    Rule("target-foots", f"Equity, shares and exchange rate as printed lead to the target. {_SAME_TOLERANCE}"),
    Rule("return-foots", f"The return, and what the price implies, follow from target and price. {_SAME_TOLERANCE}"),
)
