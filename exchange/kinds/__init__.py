"""The kinds of sheet that offices fill in, each made of column objects."""
