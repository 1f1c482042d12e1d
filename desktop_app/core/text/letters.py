"""Which signs make words: what every script needs besides Python's letters and digits, in the form of character sets.

Combining marks belong to the word they stand in. Scripts that are written without spaces have no words that can be
told without a dictionary: each of their signs is one.
"""

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u082d"
    "\u0859-\u085b\u0897-\u089f\u08ca-\u0903\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d"
    "\u1071-\u1074\u1082-\u108d\u135d-\u135f\u17b4-\u17d3\u180b-\u180d\u1920-\u193b\u1a17-\u1a1b\u1a55-\u1a7f"
    "\u1ab0-\u1aff\u1b00-\u1b04\u1b34-\u1b44\u1cd0-\u1cf9\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ua8e0-\ua8f1"
    "\ufe00-\ufe0f\ufe20-\ufe2f"
    # The scripts of India keep their marks at the same places of each block.
    + "".join(
        f"{chr(block)}-{chr(block + 3)}{chr(block + 0x3A)}-{chr(block + 0x4F)}{chr(block + 0x51)}-{chr(block + 0x57)}"
        f"{chr(block + 0x62)}{chr(block + 0x63)}"
        for block in range(0x0900, 0x0E00, 0x80)
    )
    + "\u200c\u200d"  # joiners: Persian and the scripts of India write them within words
)
UNSPACED = "\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Chinese and Japanese."""
