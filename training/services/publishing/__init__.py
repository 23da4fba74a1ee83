"""A text on its way from draft to in force: proposed, reviewed, published; then its versions."""
