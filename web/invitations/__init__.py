"""Staff come by invitation: who may give a role, who gets it, and what happens to an account afterwards."""
