"""Match runs and the proposals they make; the one door to the engine."""
