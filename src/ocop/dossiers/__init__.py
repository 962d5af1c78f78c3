"""Products (and, with the next issues, the evidence vault and dossiers)."""
