"""What the pages of the organisation are to find in a made-up municipality, planted by chance."""
