"""A home at work: its states, registry, actions and people. Knows no socket and no file."""
