"""The stocktake: three sides say how residents with an initiative are met, and what follows."""
