"""The one door to the engine of shifts."""
