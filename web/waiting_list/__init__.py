"""The waiting list of a full shift: whoever has waited longest is offered the next free seat, and says yes again."""
