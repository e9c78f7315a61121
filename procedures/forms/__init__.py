"""What the pages of procedures and documents ask for."""
