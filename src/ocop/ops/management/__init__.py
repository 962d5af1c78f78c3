"""Django commands of the operator."""
