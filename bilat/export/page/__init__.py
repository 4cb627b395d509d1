"""The rows → one page of HTML that works offline and without JavaScript."""
