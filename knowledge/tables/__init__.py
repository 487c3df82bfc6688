"""What is computed from the relations of all entries: chains, the chart, who leads what."""
