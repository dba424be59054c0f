"""How what was lost comes back: backups, their copies, and the proof that they can be restored."""
