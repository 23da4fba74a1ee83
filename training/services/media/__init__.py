"""Images and sound: made anew before they are kept, and found by their names."""
