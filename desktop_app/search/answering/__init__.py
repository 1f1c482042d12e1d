"""From a question to its answer: which entries match, how well, and what is shown of them."""
