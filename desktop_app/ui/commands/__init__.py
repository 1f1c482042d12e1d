"""What the actions do: each class answers for some entries of the action table and owns nothing but how."""
