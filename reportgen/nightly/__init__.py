"""The night: which notes are stale, build them in processes of their own, leave the rest alone, say what happened."""
