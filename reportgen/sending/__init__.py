"""Send what was released: the outbox is worked off message by message, and every step is in the record."""

from reportgen.sending.office import Office, open_office
from reportgen.sending.working import Result, Sent, rehearse, send

__all__ = ["Office", "Result", "Sent", "open_office", "rehearse", "send"]
