"""What only curators can do: the people who look after the content."""
