"""What every feature stands on: clock, errors, access, state machines, forms, paging, tokens, headers, logs."""
