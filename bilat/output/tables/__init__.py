"""Rows → tables for a terminal. The only package that imports rich, and slow to import for it."""
