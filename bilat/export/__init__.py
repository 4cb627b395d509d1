"""The database → files to hand on."""
