"""One package for each screen. A screen receives what it needs in its constructor and asks services through the ports."""
