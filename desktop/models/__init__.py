"""What tables and lists show: table models over sessions and results, and how typed text becomes an answer."""
