"""Import of the register that a department keeps in Excel: sheet → rows → values → matches → plan → services."""
