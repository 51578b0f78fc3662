"""What becomes of recordings that a browser on this machine sends? They are checked, stored and, if asked, written."""
