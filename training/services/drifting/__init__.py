"""How groups answer refreshers over time, and when one of them falls below how it did."""
