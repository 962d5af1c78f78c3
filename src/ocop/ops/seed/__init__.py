"""Data that the project brings along: administrative units, Tây Ninh's known products, the story of June 2022."""
