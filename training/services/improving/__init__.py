"""What shows whether a text does its work: figures of its items, remarks, and the expert panel."""
