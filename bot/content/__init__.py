"""The content people are answered from: loaded, tried, swapped in, rolled back, watched."""
