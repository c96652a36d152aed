"""Breaking the glass: reading one record outside one's own work, with a reason, for an hour, in front of everybody's eyes."""
