"""Companies, associations and municipal places that offer small jobs with ordinary pay."""
