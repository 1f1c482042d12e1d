"""How Margent looks: palettes, fonts, icons and one style sheet, all made from a palette."""
