"""What every domain package stands on: operations, access, events, recorded facts, dates of known precision, text."""
