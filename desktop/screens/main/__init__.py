"""The window itself: which screen is shown when."""
