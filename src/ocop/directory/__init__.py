"""Who and where: administrative units old and new, agencies, producers."""
