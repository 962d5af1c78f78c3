"""The `ocop` command: one module a group of calls; each imports only what it needs, so that scoring starts fast."""
