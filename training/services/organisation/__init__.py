"""Who works here and where: the HR file, the tree of units, joiners, movers and leavers."""
