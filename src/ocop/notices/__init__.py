"""Events to messages: built with accounts (issue 2)."""
