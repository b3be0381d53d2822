"""Work off the outbox: claim, compose, hand over, enter what came of it; one message after the other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import TypeAlias

from reportgen.diagnostics import ReportgenError
from reportgen.model.addresses import domain_of
from reportgen.model.publication import Message, Step
from reportgen.publishing import write_whole
from reportgen.publishing.email.relay import Outcome, Relay, connect, hand_over
from reportgen.sending.claiming import EVERYTHING, begin, claim, count_waiting, end, gather, open_messages
from reportgen.sending.composing import Compose, composer
from reportgen.sending.domains import Lookup, bulk_fault, texts_of
from reportgen.sending.office import Office

# So many lost connections in a row, and the relay is not fit to talk to now.
_BROKEN_AT_MOST = 5
BULK = 5000
"""From so many mails on large providers refuse a domain that does not say who may send for it."""
_NOTHING_YET = Outcome("deferred", None, "the sender was stopped before the text")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one message in this run."""

    message: Message
    step: Step


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a run: every message that was taken up, and what stood in the way of others."""

    results: tuple[Result, ...] = ()
    faults: tuple[str, ...] = ()
    """Messages that could not be composed; they wait."""
    stopped: str = ""
    """Why the run ended before the outbox was empty, and how many messages wait in it."""

    def count(self, *steps: str) -> int:
        """How many messages ended in one of some steps."""
        return sum(each.step.step in steps for each in self.results)

    @property
    def given_up(self) -> int:
        """How many will not be tried again, though they were neither accepted nor refused."""
        return sum(each.step.step in ("deferred", "unknown") and each.step.retry_at is None for each in self.results)

    @property
    def look(self) -> bool:
        """Whether someone must look."""
        return bool(self.faults or self.stopped or self.given_up or self.count("refused"))


Tell: TypeAlias = Callable[[Result], None]


@dataclass(slots=True)
class _Run:
    """What a run carries from one message to the next: the connection, and how often in a row it broke."""

    office: Office
    compose: Compose
    relay: Relay | None = None
    broken: int = 0
    faults: list[str] = field(default_factory=list)

    def connected(self) -> Relay:
        if self.relay is None:
            self.relay = connect(self.office.mail, self.office.credentials)
        return self.relay

    def disconnect(self) -> None:
        if self.relay is not None:
            self.relay.close()
            self.relay = None


def send(
    office: Office,
    *,
    limit: int | None = None,
    all_digests: bool = False,
    tell: Tell | None = None,
    lookup: Lookup = texts_of,
) -> Sent:
    """Work off the outbox.

    ``all_digests`` sends them now and not at their hour; ``tell`` hears of each message; ``lookup`` asks the name
    service.

    Killed at any moment, another run goes on where this one was: nothing is lost, and nothing goes out twice but what
    was being handed over at that moment, if the house wants that. Raises ReportgenError where the record fails.
    """
    gather(office, all_items=all_digests)
    waiting, dead = open_messages(office, limit or EVERYTHING)
    # a relay on this machine passes mail on to servers that ask all the same
    fault = bulk_fault(domain_of(office.mail.sender), lookup) if len(waiting) >= BULK else ""
    if fault:
        return Sent(stopped=_and_waiting(office, fault))
    run = _Run(office, composer(office))
    results: list[Result] = []
    stopped = ""
    try:
        for delivery in waiting:
            step = _take_up(run, delivery.message, dead)
            if step is not None:
                results.append(Result(delivery.message, step))
                if tell is not None:
                    tell(results[-1])
            if run.broken >= _BROKEN_AT_MOST:
                stopped = f"{office.mail.host}:{office.mail.port} broke off {run.broken} times in a row"
                break
    except _StopError as problem:
        stopped = str(problem)
    finally:
        run.disconnect()
    return Sent(tuple(results), tuple(dict.fromkeys(run.faults)), _and_waiting(office, stopped) if stopped else "")


def _and_waiting(office: Office, stopped: str) -> str:
    waiting = count_waiting(office)
    wait = "1 message waits" if waiting == 1 else f"{waiting or 'no'} messages wait"
    return f"{stopped} – {wait} in the outbox"


class _StopError(Exception):
    """The run cannot go on; its text says why."""


def _take_up(run: _Run, message: Message, dead: frozenset[str]) -> Step | None:
    """One message from its claim to its end; None where another sender has it, or it could not be composed."""
    try:
        relay = run.connected()
    except ReportgenError as problem:
        raise _StopError(str(problem)) from problem
    try:
        content = _written(run.office, message, relay.size) or run.compose(message, relay.size)
    except ReportgenError as problem:
        # nothing is entered: it waits until what is wrong is mended
        run.faults.append(str(problem))
        return None
    claimed = claim(run.office, message, dead)
    if claimed is None or claimed.step != "claimed":
        if claimed is not None and claimed.step == "suppressed":
            archive_path(run.office, message).unlink(missing_ok=True)
        return claimed
    attempt = _Attempt(run.office, message, claimed)
    try:
        _write(archive_path(run.office, message), content)
        attempt.outcome = _handed_over(run, attempt, content)
    except BaseException:
        # what is known is entered even now, for this process may live on
        with suppress(Exception):
            _ended(run, attempt)
        raise
    return _ended(run, attempt)


@dataclass(slots=True)
class _Attempt:
    """A claimed message; ``outcome`` is what is known of it at any moment, None where it is no longer ours."""

    office: Office
    message: Message
    claimed: Step
    outcome: Outcome | None = _NOTHING_YET
    begun: bool = False

    def begin(self) -> bool:
        """Enter that the text is about to go; False where it must not."""
        if not begin(self.office, self.message, self.claimed):
            return False
        self.begun = True
        self.outcome = Outcome("unknown", None, "the sender was stopped after it had begun")
        return True


def _ended(run: _Run, attempt: _Attempt) -> Step | None:
    outcome = attempt.outcome
    step = None if outcome is None else end(run.office, attempt.message, attempt.claimed, outcome)
    if step is None or not (step.step in ("accepted", "unknown") or step.retry_at):
        archive_path(run.office, attempt.message).unlink(missing_ok=True)
    if outcome is not None:
        _mind_connection(run, outcome)
    return step


def _handed_over(run: _Run, attempt: _Attempt, content: bytes) -> Outcome | None:
    relay, recipient = run.connected(), attempt.message.recipient
    used = relay.used
    outcome = hand_over(relay, recipient, content, attempt.begin)
    # servers close connections that were idle: before any text a fresh one costs nothing
    idle = used and not attempt.begun and outcome is not None and outcome.broken and outcome.code is None
    if not idle:
        return outcome
    run.disconnect()
    try:
        return hand_over(run.connected(), recipient, content, attempt.begin)
    except ReportgenError as problem:
        return Outcome("deferred", None, str(problem), broken=True)


def _mind_connection(run: _Run, outcome: Outcome) -> None:
    run.broken = run.broken + 1 if outcome.broken else 0
    if outcome.broken:
        run.disconnect()
    if outcome.ours:
        raise _StopError(f"{run.office.mail.host} does not take mail from {run.office.mail.sender}: {outcome.answer}")


def archive_path(office: Office, message: Message) -> Path:
    """Where the bytes of a mail are kept: by the day in UTC on which it entered the outbox, and by its name."""
    return (
        office.root
        / "record"
        / "archive"
        / "mail"
        / str(message.created_at.astimezone(UTC).date())
        / f"{message.id}.eml"
    )


def _written(office: Office, message: Message, size: int | None) -> bytes:
    """The bytes of an earlier attempt, where there was one and the server takes so many; else nothing."""
    try:
        content = archive_path(office, message).read_bytes()
    except OSError:
        return b""
    whole = message.id.encode() in content and (size is None or len(content) <= size)
    return content if whole else b""


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as problem:
        raise ReportgenError(f"cannot archive a mail in {path}: {problem.strerror or problem}") from problem
