"""Rows → text on a stream."""
