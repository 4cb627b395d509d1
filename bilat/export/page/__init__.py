"""The whole dataset as one page of HTML that loads nothing and also works without JavaScript."""
