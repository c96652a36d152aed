"""The audit log: who did or looked at what, when and why; nothing in it can be changed or removed."""
