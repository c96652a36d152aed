"""From a proposal to paid hours: both say yes, trial days, employment, and the line of hours."""
