"""Why the codes of subscribers and of the mail's settings exist."""

from __future__ import annotations

from reportgen.diagnostics import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "address-format",
        "An address that is none never arrives, and one with a line end in it could smuggle in recipients of its own. "
        "Addresses are therefore read strictly: a name, an @ and a domain, alone on their line.",
    ),
    Rule(
        "address-letters",
        "Before the @ other letters than ASCII need an extension of mail (SMTPUTF8) that many relays lack; the note "
        "would not arrive, and nobody would know. Ask for the mailbox's ASCII name. Domains may have any letters.",
    ),
    Rule(
        "subscription-format",
        "What is subscribed to is all companies or a list of them. A single name would look like a list of one and "
        "leave open which was meant.",
    ),
    Rule(
        "subscription-empty",
        "A subscriber without companies or sectors would never get anything, which nobody writes on purpose.",
    ),
    Rule(
        "subscriber-twice",
        "Each address stands once, so that nobody gets a note twice and it is plain what an address gets.",
    ),
    Rule(
        "unknown-sector",
        "Sectors are compared with those in the companies' company.yaml. One that no company names is most often "
        "misspelt, and its subscriber would wait in vain.",
    ),
    Rule(
        "link-format",
        "Links in a mail lead to the published note and must work everywhere: they begin with https:// and hold "
        "neither blanks nor letters beyond ASCII.",
    ),
    Rule(
        "unsubscribe-too-long",
        "The link by which a subscriber leaves stands in a header of 70 characters at most. A longer one is broken up "
        "when the mail is written, and one-click leaving, which mail providers ask for, no longer works.",
    ),
    Rule(
        "mail-unencrypted",
        "Mail holds names of clients, and logging in sends a password. Both cross a network only under TLS; without it "
        "mail goes to a relay on this machine alone.",
    ),
    Rule(
        "no-mail-settings",
        "Somebody has subscribed, or notes are to be sent, but house.yaml does not say from whom and through which "
        "relay.",
    ),
)
