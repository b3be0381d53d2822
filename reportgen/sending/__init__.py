"""Send what was released: the outbox is worked off message by message, and every step is in the record."""

from reportgen.sending.office import Office, open_office
from reportgen.sending.rehearsing import Rehearsal, rehearse
from reportgen.sending.working import Result, Sent, send

__all__ = ["Office", "Rehearsal", "Result", "Sent", "open_office", "rehearse", "send"]
