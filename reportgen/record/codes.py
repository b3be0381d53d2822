"""The codes of what stands in the way of a release."""

from reportgen.diagnostics import Rule

INITIATED = "initiation-again"

RULES = (
    Rule(
        "released-too-early",
        "A note says when its production was completed and when it was released; regulators ask for both. It cannot be "
        "released before it was completed, nor before the day as of which it speaks; one of the times is wrong.",
    ),
    Rule(
        INITIATED,
        "A firm begins to cover a company once. A later version that calls itself an initiation denies the rating and "
        "target that readers already have; regulators ask for the change against them.",
    ),
)
