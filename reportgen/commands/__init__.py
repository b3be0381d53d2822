"""The commands, in groups: arguments, printing, exit codes; no logic, heavy imports inside."""
