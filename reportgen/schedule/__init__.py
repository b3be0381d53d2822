"""When nights are made: which are due, timers of systemd and cron, and a scheduler in the foreground."""

from reportgen.schedule.crontab import knows_zones
from reportgen.schedule.due import Night, due_nights, nights_of_runs
from reportgen.schedule.foreground import Duties, run_in_foreground
from reportgen.schedule.installing import Installed, folder_of_units, install_cron, install_systemd
from reportgen.schedule.night_process import NightProcess, night_command
from reportgen.schedule.times import Firing, firings

__all__ = [
    "Duties",
    "Firing",
    "Installed",
    "Night",
    "NightProcess",
    "due_nights",
    "firings",
    "folder_of_units",
    "install_cron",
    "install_systemd",
    "knows_zones",
    "night_command",
    "nights_of_runs",
    "run_in_foreground",
]
