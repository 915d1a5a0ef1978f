"""What the programs that break things share."""
