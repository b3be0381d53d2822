"""What the process from which workers are forked does when it starts: imported there, and by nobody else.

It imports what a note needs once for all workers of a night, starts no thread and lays out no page, so that what it
forks is sound. It ends with the night, and with it the kernel ends every worker.
"""

from __future__ import annotations

import gc
import signal

from reportgen.nightly.worker import end_with_parent, one_thread, warm_up

signal.signal(signal.SIGINT, signal.SIG_IGN)
end_with_parent()
one_thread()
# what is wrong each worker finds and tells
warm_up()
# nor does a worker's collector write to the memory that it shares
gc.freeze()
